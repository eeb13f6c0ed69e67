package org.backflow.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.experiment.Experiment;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.layer.LayeredNetwork;
import org.backflow.plan.StepPlan;
import org.backflow.quantized.AccumulatorProof;
import org.backflow.training.Protocol;

/**
 * What a step of backpropagation costs in the configurations of a sweep, computed once for all
 * schemes of a configuration. Safe for use by several threads.
 */
final class Baselines {

  /** A bound, so that a large sweep does not fill the memory; forgetting costs time alone. */
  private static final int MOST = 16_384;

  /**
   * A step of backpropagation.
   *
   * @param picojoules by energy table
   */
  record Baseline(long cycles, List<Double> picojoules) {
    static Baseline of(List<StepCost.Totals> steps) {
      return new Baseline(
          steps.get(0).cycles(),
          steps.stream().map(step -> step.energy().totalPicojoules()).toList());
    }
  }

  /**
   * All that decides what the step costs. Parts are compared as objects: those of one sweep are
   * remembered, so that equal ones are mostly the same.
   */
  private static final class Key {
    private final LayeredNetwork network;
    private final Protocol protocol;
    private final FixedPointArithmetic arithmetic;
    private final boolean computesFixed;
    private final Accelerator accelerator;
    private final List<EnergyTable> energyTables;

    Key(Experiment experiment) {
      this.network = experiment.model().network();
      this.protocol = experiment.training().protocol();
      this.arithmetic = experiment.hardware().arithmetic();
      this.computesFixed = experiment.computesFixed();
      this.accelerator = experiment.hardware().accelerator();
      this.energyTables = experiment.hardware().energyTables();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // see above
    public boolean equals(Object other) {
      return other instanceof Key key
          && network == key.network
          && protocol == key.protocol
          && arithmetic == key.arithmetic
          && computesFixed == key.computesFixed
          && accelerator == key.accelerator
          && energyTables == key.energyTables;
    }

    @Override
    public int hashCode() {
      int hash = System.identityHashCode(network);
      hash = 31 * hash + System.identityHashCode(protocol);
      hash = 31 * hash + System.identityHashCode(arithmetic);
      hash = 31 * hash + Boolean.hashCode(computesFixed);
      hash = 31 * hash + System.identityHashCode(accelerator);
      return 31 * hash + System.identityHashCode(energyTables);
    }
  }

  private final Map<Key, Optional<Baseline>> known = new ConcurrentHashMap<>();

  /**
   * Returns the baseline of a configuration; nothing where backpropagation does not fit it.
   *
   * @param steps the sums over a step of backpropagation by energy table, if they are there already
   */
  Optional<Baseline> of(Experiment experiment, Optional<List<StepCost.Totals>> steps) {
    Key key = new Key(experiment);
    Optional<Baseline> found = known.get(key);
    if (found == null) {
      found = steps.or(() -> steps(experiment)).map(Baseline::of);
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(key, found);
    }
    return found;
  }

  private static Optional<List<StepCost.Totals>> steps(Experiment experiment) {
    Accelerator accelerator = experiment.hardware().accelerator();
    try {
      StepPlan plan = experiment.plan(FeedbackSchemes.BACKPROP);
      if (experiment.computesFixed()) {
        AccumulatorProof.requireSufficient(plan, experiment.hardware().arithmetic());
      }
      StepCost cost = new CostModel(accelerator, experiment.hardware().arithmetic()).cost(plan);
      return Optional.of(
          experiment.hardware().energyTables().stream()
              .map(table -> cost.totals(table, accelerator))
              .toList());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
