package org.backflow.experiment.file;

import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.named;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.kind.JsonSchema;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.layer.LayeredNetwork;

/** What feedback schemes are written as. */
final class SchemesCodec {
  private SchemesCodec() {}

  /** Returns a list of schemes, or the word for all that fit {@code network}. */
  static ValueKind<List<FeedbackScheme>> schemes(LayeredNetwork network) {
    ValueKind<List<FeedbackScheme>> all =
        choice(List.of("all")).as("all", name -> network.fitting());
    ValueKind<List<FeedbackScheme>> some = listOf(scheme(network), 1, 64);
    return some.withSchema(
            () -> {
              Map<String, Object> schema = some.schema();
              schema.put("uniqueItems", true);
              return schema;
            })
        .or(all);
  }

  /** Returns a scheme that fits {@code network}. */
  static ValueKind<FeedbackScheme> scheme(LayeredNetwork network) {
    return named(
            FeedbackSchemes.names(),
            FeedbackSchemes.OTHER_NAMES,
            FeedbackSchemes::named,
            FeedbackScheme::name)
        .as(
            "a feedback scheme that fits the layers",
            scheme -> {
              Optional<String> refusal = network.refusal(scheme);
              if (refusal.isPresent()) {
                throw new IllegalArgumentException(refusal.get());
              }
              return scheme;
            },
            scheme -> scheme)
        .withSchema(
            () ->
                JsonSchema.oneOf(
                    List.of(
                        JsonSchema.of("enum", FeedbackSchemes.names()),
                        JsonSchema.of(
                            "description",
                            "K connections per hidden unit, at most the units of the layer they"
                                + " come from; sparse is sparse-2.",
                            "type",
                            "string",
                            "pattern",
                            "^sparse-[1-9]\\d{0,6}$"),
                        JsonSchema.of(
                            "description",
                            "A scheme that stores its matrix, with a scale of its own instead of"
                                + " protocol.feedbackScale.",
                            "type",
                            "string",
                            "pattern",
                            "^(random|one-hot|sparse(-[1-9]\\d{0,6})?|sign|direct|direct-one-hot)"
                                + "-(constant|ln\\(t\\+1\\)|ln\\(t\\+e\\))$"))));
  }
}
