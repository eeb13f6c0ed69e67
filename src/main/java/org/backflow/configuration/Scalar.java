package org.backflow.configuration;

import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A single value: text, a number, a truth value or nothing.
 *
 * @param location where it starts
 * @param type what it is by the core schema of YAML 1.2
 * @param text what was written, without quotes
 */
record Scalar(Location location, Type type, String text) implements Node {
  private static final ScalarResolver CORE_SCHEMA = new CoreSchema().getScalarResolver();

  enum Type {
    TEXT,
    WHOLE_NUMBER,
    NUMBER,
    TRUTH_VALUE,
    NOTHING
  }

  /** Returns the scalar that {@code text} is; only a plain one, without quotes, is not a text. */
  static Scalar of(Location location, String text, boolean plain) {
    return new Scalar(location, typeOf(CORE_SCHEMA.resolve(text, plain)), text);
  }

  @Override
  public String description() {
    return switch (type) {
      case TEXT -> "the text " + Wording.quote(text);
      case NOTHING -> "empty";
      case WHOLE_NUMBER, NUMBER, TRUTH_VALUE -> Wording.shortened(text);
    };
  }

  private static Type typeOf(Tag tag) {
    if (tag.equals(Tag.INT)) {
      return Type.WHOLE_NUMBER;
    }
    if (tag.equals(Tag.FLOAT)) {
      return Type.NUMBER;
    }
    if (tag.equals(Tag.BOOL)) {
      return Type.TRUTH_VALUE;
    }
    return tag.equals(Tag.NULL) ? Type.NOTHING : Type.TEXT;
  }
}
