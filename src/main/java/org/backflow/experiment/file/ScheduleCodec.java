package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.number;

import java.util.List;
import java.util.Optional;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.training.ConstantRate;
import org.backflow.training.CosineRate;
import org.backflow.training.ExponentialRate;
import org.backflow.training.LearningRateSchedule;
import org.backflow.training.StepRate;

/** The section {@code protocol.schedule}. */
final class ScheduleCodec {
  private static final String STEP = "step";
  private static final String EXPONENTIAL = "exponential";
  private static final String COSINE = "cosine";
  private static final List<String> NAMES =
      List.of(new ConstantRate().name(), STEP, EXPONENTIAL, COSINE);

  static final Section<LearningRateSchedule> SCHEDULE = Section.of(ScheduleCodec::schedule);

  private ScheduleCodec() {}

  private static LearningRateSchedule schedule(Keys<LearningRateSchedule> keys) {
    String kind =
        keys.of(
            required(
                    "kind",
                    choice(NAMES),
                    "Constant, a step every so many epochs, exponential from epoch to epoch, or"
                        + " half a cosine over all of them.")
                .startingWith(COSINE),
            LearningRateSchedule::name);
    Optional<Integer> every =
        keys.of(
            optional(
                "every",
                integer(1, ProtocolCodec.MOST_EPOCHS),
                "Of step: after so many epochs the rate is multiplied by the factor."),
            schedule ->
                schedule instanceof StepRate step ? Optional.of(step.every()) : Optional.empty());
    Optional<Double> factor =
        keys.of(
            optional(
                "factor",
                number().above(0),
                "Of step and exponential: what the rate is multiplied by."),
            ScheduleCodec::factor);
    Optional<Double> end =
        keys.of(
            optional(
                "end",
                number().atLeast(0).below(1),
                "Of cosine: the share of the learning rate that it falls to; 0 when left out."),
            schedule ->
                schedule instanceof CosineRate cosine
                    ? Optional.of(cosine.end())
                    : Optional.empty());
    requireOf(keys, kind, "every", every, STEP);
    requireOf(keys, kind, "factor", factor, STEP, EXPONENTIAL);
    requireOf(keys, kind, "end", end, COSINE);
    return switch (kind) {
      case STEP -> new StepRate(stated(keys, "every", every), stated(keys, "factor", factor));
      case EXPONENTIAL -> new ExponentialRate(stated(keys, "factor", factor));
      case COSINE -> new CosineRate(end.orElse(0.0));
      default -> new ConstantRate();
    };
  }

  private static Optional<Double> factor(LearningRateSchedule schedule) {
    if (schedule instanceof StepRate step) {
      return Optional.of(step.by());
    }
    return schedule instanceof ExponentialRate exponential
        ? Optional.of(exponential.by())
        : Optional.empty();
  }

  private static void requireOf(
      Keys<LearningRateSchedule> keys,
      String kind,
      String key,
      Optional<?> value,
      String... having) {
    if (value.isPresent() && !List.of(having).contains(kind)) {
      throw keys.refusal(key, "the kind " + String.join(" or ", having) + " beside it");
    }
  }

  private static <T> T stated(Keys<LearningRateSchedule> keys, String key, Optional<T> value) {
    return value.orElseThrow(() -> keys.refusal("kind", "the key '" + key + "' beside it"));
  }
}
