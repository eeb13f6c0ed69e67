package org.backflow.cosim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backflow.accelerator.ArrayShape;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.network.NetworkShape;

/**
 * Puts every {@link CoreFault} into the core, on a small network with the formats of an experiment.
 * A fault of the random registers is tried under stochastic rounding, where it shows, and a fault
 * of a feedback unit under its scheme; the core without a fault under each of these.
 *
 * @param arithmetic the formats, with the roundings of the experiment
 */
record CoreSelfTest(CoreComparison comparison, long seed, FixedPointArithmetic arithmetic) {

  private static final NetworkShape NETWORK = NetworkShape.of(12, 6, 4);
  private static final ArrayShape ARRAY = new ArrayShape(4, 4);
  private static final List<FeedbackScheme> SCHEMES =
      List.of(FeedbackSchemes.SPARSE, FeedbackSchemes.SIGN);
  private static final int BATCH = 2;
  private static final int STEPS = 4;
  private static final double LEARNING_RATE = 0.3;

  static CoreSelfTest of(Cosimulation.Options options) {
    return new CoreSelfTest(
        new CoreComparison(
            options.build(),
            options.simulator(),
            options.work(),
            Optional.empty(),
            options.experiment().hardware().accelerator().clockMegahertz(),
            share -> {}),
        options.seed(),
        options.experiment().hardware().arithmetic());
  }

  private CoreTraining training(FeedbackScheme scheme, FixedPointArithmetic with) {
    return RandomTraining.of(seed, NETWORK, scheme, BATCH, STEPS, with, LEARNING_RATE, ARRAY);
  }

  private static FixedPointArithmetic stochastic(FixedPointArithmetic given) {
    return new FixedPointArithmetic(
        given.input(),
        stochastic(given.weight()),
        given.derivative(),
        given.delta(),
        given.feedback(),
        given.gradient(),
        given.sigmoid(),
        given.accumulatorBits());
  }

  private static Quantization stochastic(Quantization given) {
    return new Quantization(given.format(), Rounding.STOCHASTIC, given.overflow());
  }

  List<SelfTestResult.Probe> probes() {
    List<SelfTestResult.Probe> probes = new ArrayList<>();
    for (CoreFault fault : CoreFault.values()) {
      boolean random = fault == CoreFault.STUCK_RANDOM_BIT;
      FixedPointArithmetic with = random ? stochastic(arithmetic) : arithmetic;
      probes.add(probe(fault, training(fault.scheme(), with), ""));
    }
    for (FeedbackScheme scheme : SCHEMES) {
      probes.add(
          probe(CoreFault.NONE, training(scheme, arithmetic), ", " + scheme.name() + " feedback"));
    }
    probes.add(
        probe(
            CoreFault.NONE,
            training(FeedbackSchemes.RANDOM, stochastic(arithmetic)),
            ", stochastic rounding"));
    return probes;
  }

  private SelfTestResult.Probe probe(CoreFault fault, CoreTraining training, String remark) {
    String name = "self-test-" + fault.label();
    CoreComparison.Outcome outcome = comparison.run(name, training, fault);
    SelfTestResult.Probe probe =
        new SelfTestResult.Probe(
            fault.description() + remark, fault != CoreFault.NONE, outcome.difference());
    if (probe.passed()) {
      comparison.discard(name);
    }
    return probe;
  }
}
