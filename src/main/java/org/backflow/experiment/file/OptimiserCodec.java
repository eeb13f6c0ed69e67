package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.number;

import java.util.Optional;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.layer.Optimiser;
import org.backflow.layer.Optimisers;

/** The key {@code optimiser}: a name, or a map of constants. */
final class OptimiserCodec {
  static final ValueKind<Optimiser> OPTIMISER =
      Section.of(OptimiserCodec::optimiser)
          .or(
              choice(Optimisers.names())
                  .as("the name of an optimiser", Optimisers::require, Optimiser::name));

  private OptimiserCodec() {}

  private static Optimiser optimiser(Keys<Optimiser> keys) {
    Optional<String> name =
        keys.of(
            optional(
                "name",
                choice(Optimisers.names()),
                "Which it is; momentum when left out beside momentum, else sgd."),
            optimiser -> Optional.of(optimiser.name()));
    Optional<Double> momentum =
        keys.of(
            optional(
                "momentum",
                number().above(0).below(1),
                "Share of the last step that is kept; 0.9 when left out of one that has it."),
            optimiser -> Optional.of(optimiser.momentum()).filter(share -> share != 0.0));
    double weightDecay =
        keys.of(
            optional(
                "weightDecay",
                number().atLeast(0).below(1),
                0.0,
                "Times the weights, it is added to their gradients."),
            Optimiser::weightDecay);
    Optimiser named = Optimisers.require(name.orElse(momentum.isPresent() ? "momentum" : "sgd"));
    return named.with(momentum.orElse(named.momentum()), weightDecay);
  }
}
