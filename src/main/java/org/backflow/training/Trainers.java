package org.backflow.training;

import java.util.Optional;
import org.backflow.data.DataSet;
import org.backflow.data.TensorWords;
import org.backflow.execution.Machines;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.layer.LayeredNetwork;
import org.backflow.plan.StepPlan;

/**
 * Chooses the trainer of a network: the lockstep trainer of dense logistic layers where it fits,
 * else the general one, which executes any plan. Where both fit they give the same bits.
 */
public final class Trainers {

  private Trainers() {}

  /**
   * Returns a trainer in single precision whose networks stand at {@code start}.
   *
   * @throws org.backflow.data.InvalidDataException when the samples do not fit the network
   */
  public static Trainer floats(PairedStart start, DataSet data, Protocol protocol) {
    return isLockstep(start.network(), data)
        ? new FloatTrainer(start, data, protocol)
        : generalFloats(start, data, protocol);
  }

  /** Returns the general trainer in single precision. */
  static Trainer generalFloats(PairedStart start, DataSet data, Protocol protocol) {
    return new GeneralTrainer<>(
        start, data, protocol, plan -> Machines.floats(start.roundingSeed()), TensorWords.Type.F32);
  }

  /**
   * Returns a trainer in fixed point whose networks stand at {@code start}, converted to the
   * nearest codes.
   *
   * @throws org.backflow.data.InvalidDataException when the samples do not fit the network
   * @throws IllegalArgumentException when an accumulator could overflow
   */
  public static Trainer fixedPoint(
      PairedStart start, DataSet data, Protocol protocol, FixedPointArithmetic arithmetic) {
    return isLockstep(start.network(), data) && arithmetic.isUniform()
        ? new FixedPointTrainer(start, data, protocol, arithmetic)
        : generalFixedPoint(start, data, protocol, arithmetic);
  }

  /** Returns the general trainer in fixed point. */
  static Trainer generalFixedPoint(
      PairedStart start, DataSet data, Protocol protocol, FixedPointArithmetic arithmetic) {
    boolean fit =
        start.networks().stream()
            .map(each -> plan(start, each, protocol))
            .allMatch(plan -> Machines.fitDouble(plan, arithmetic));
    return fit
        ? new GeneralTrainer<>(
            start,
            data,
            protocol,
            plan -> Machines.codes(plan, arithmetic, start.roundingSeed()),
            TensorWords.Type.I32)
        : new GeneralTrainer<>(
            start,
            data,
            protocol,
            plan -> Machines.wideCodes(plan, arithmetic, start.roundingSeed()),
            TensorWords.Type.I32);
  }

  private static StepPlan plan(PairedStart start, PairedStart.Start each, Protocol protocol) {
    return start
        .network()
        .plan(
            each.scheme(),
            protocol.minibatch(),
            protocol.options(each.scheme(), protocol.minibatch()));
  }

  private static boolean isLockstep(LayeredNetwork network, DataSet data) {
    Optional<?> widths = network.widths();
    return widths.isPresent() && data.hasFewValues();
  }
}
