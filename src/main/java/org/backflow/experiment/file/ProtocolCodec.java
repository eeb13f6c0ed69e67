package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.number;

import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.feedback.FeedbackScale;
import org.backflow.training.ConstantRate;
import org.backflow.training.Protocol;

/** The section {@code protocol}. */
final class ProtocolCodec {
  /** The most epochs. */
  static final int MOST_EPOCHS = 1_000_000;

  static final Section<Protocol> PROTOCOL = Section.of(ProtocolCodec::protocol);

  private ProtocolCodec() {}

  private static Protocol protocol(Keys<Protocol> keys) {
    return new Protocol(
        keys.of(
            required(
                    "minibatch",
                    integer(1, Protocol.MOST_SAMPLES_PER_MINIBATCH),
                    "Samples per update.")
                .startingWith("1"),
            Protocol::minibatch),
        keys.of(
            required("epochs", integer(1, MOST_EPOCHS), "Passes over the training samples.")
                .startingWith("4"),
            Protocol::epochs),
        keys.of(
            required("learningRate", number().above(0), "Step along the gradient.")
                .startingWith("0.07"),
            Protocol::learningRate),
        keys.of(
            required(
                    "gradient",
                    choice(Protocol.Gradient.class),
                    "What the learning rate multiplies: the sum or the mean over the minibatch.")
                .startingWith("summed"),
            Protocol::gradient),
        keys.of(
            required(
                    "order",
                    choice(Protocol.Order.class),
                    "One order of the samples per run, or a new one in every epoch.")
                .startingWith("reshuffled"),
            Protocol::order),
        keys.of(
            optional(
                "feedbackScale",
                choice(FeedbackScale.class, FeedbackScale::label),
                FeedbackScale.CONSTANT,
                "Factor on stored feedback matrices in epoch t = 0, 1, ..."),
            Protocol::feedbackScale),
        keys.of(
            optional(
                    "schedule",
                    ScheduleCodec.SCHEDULE,
                    new ConstantRate(),
                    "How the learning rate changes from epoch to epoch.")
                .describedUnlessDefault(),
            Protocol::schedule));
  }
}
