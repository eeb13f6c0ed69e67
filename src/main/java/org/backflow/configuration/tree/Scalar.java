package org.backflow.configuration.tree;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
public record Scalar(Location location, Type type, String text) implements Node {
  private static final ScalarResolver CORE_SCHEMA = new CoreSchema().getScalarResolver();

  /** More digits, or a larger exponent, than any figure has; a few characters can ask for a GiB. */
  private static final int LONGEST_NUMBER = 64;

  private static final int LARGEST_EXPONENT = 400;
  private static final Pattern EXPONENT = Pattern.compile("[eE][-+]?0*(\\d+)$");

  public enum Type {
    TEXT,
    WHOLE_NUMBER,
    NUMBER,
    TRUTH_VALUE,
    NOTHING
  }

  /**
   * Returns the scalar that {@code text} is; only a plain one, without quotes, is not a text.
   *
   * @throws ConfigurationException if it is a number that nobody should compute with
   */
  public static Scalar of(Location location, String text, boolean plain) {
    return of(location, typeOf(CORE_SCHEMA.resolve(text, plain)), text);
  }

  /**
   * Returns the scalar of a type that its syntax told.
   *
   * @throws ConfigurationException if it is a number that nobody should compute with
   */
  public static Scalar of(Location location, Type type, String text) {
    if (type == Type.WHOLE_NUMBER || type == Type.NUMBER) {
      refuseExcessive(location, type, text);
    }
    return new Scalar(location, type, text);
  }

  private static void refuseExcessive(Location location, Type type, String number) {
    if (number.length() > LONGEST_NUMBER) {
      throw new ConfigurationException(
          Problem.found(
                  location, String.format(Locale.ROOT, "a number of %,d digits", number.length()))
              .expected("at most " + LONGEST_NUMBER));
    }
    Matcher exponent = EXPONENT.matcher(number);
    if (type == Type.NUMBER
        && exponent.find()
        && (exponent.group(1).length() > 3
            || Integer.parseInt(exponent.group(1)) > LARGEST_EXPONENT)) {
      throw new ConfigurationException(
          Problem.found(location, "the number " + number)
              .expected("an exponent from -" + LARGEST_EXPONENT + " to " + LARGEST_EXPONENT));
    }
  }

  @Override
  public @Nullable Object value() {
    return switch (type) {
      case TEXT -> text;
      case WHOLE_NUMBER -> new BigInteger(text);
      case NUMBER -> Double.valueOf(text);
      case TRUTH_VALUE -> Boolean.valueOf(text);
      case NOTHING -> null;
    };
  }

  @Override
  public String description() {
    return switch (type) {
      case TEXT -> "the text " + MessageText.quote(text);
      case NOTHING -> "empty";
      case WHOLE_NUMBER, NUMBER, TRUTH_VALUE -> MessageText.shortened(text);
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
