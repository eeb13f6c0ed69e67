package org.backflow.layer;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.ValueKind.named;

import java.util.List;
import java.util.Optional;
import org.backflow.configuration.kind.JsonSchema;
import org.backflow.configuration.kind.Key;
import org.backflow.configuration.kind.Section;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.function.Activation;
import org.backflow.function.Activations;

/**
 * How experiments write a kind of layer. A class of another jar becomes one where its jar says so
 * in {@code META-INF/services/org.backflow.layer.LayerKind}.
 */
public interface LayerKind {

  /** What is applied to single words. */
  ValueKind<Activation> ACTIVATION =
      named(Activations.names(), Activations.OTHER_NAMES, Activations::named, Activation::name)
          .withSchema(
              () ->
                  JsonSchema.oneOf(
                      List.of(
                          JsonSchema.of("enum", Activations.names()),
                          JsonSchema.of(
                              "description",
                              "The negative slope is 2^-K; leaky-relu has K = 3.",
                              "type",
                              "string",
                              "pattern",
                              "^leaky-relu-([1-9]|1[0-5])$"))));

  /** Returns the name that layers of the kind return as {@link Layer#kind}. */
  String name();

  /**
   * Returns the keys that a layer is made of, each with its meaning and what stands for it. The
   * first one has the name of the kind; a kind without keys is written as its name alone.
   */
  Section<? extends Layer> keys();

  /**
   * Returns a kind.
   *
   * @param builder asks for the keys and makes the layer of them
   */
  static <L extends Layer> LayerKind of(String name, Section.Builder<L> builder) {
    Section<L> keys = Section.of(builder);
    return new LayerKind() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Section<L> keys() {
        return keys;
      }
    };
  }

  /** Returns the key of what a layer applies to its sums. */
  static Key<Optional<Activation>> activation() {
    return optional(
        "activation",
        ACTIVATION,
        "What is applied to the sums, which are the output when it is left out.");
  }
}
