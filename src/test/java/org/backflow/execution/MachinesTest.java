package org.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.layer.DensePlan;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.backflow.quantized.AccumulatorProof;
import org.junit.jupiter.api.Test;

class MachinesTest {

  private static FixedPointArithmetic arithmetic(int weightBits) {
    FixedPointArithmetic usual = FixedPointArithmetic.sixteenBits();
    return new FixedPointArithmetic(
        new Quantization(FixedPointFormat.fixed(24, 2), Rounding.RND, Overflow.SAT),
        new Quantization(FixedPointFormat.fixed(weightBits, 4), Rounding.RND, Overflow.SAT),
        usual.derivative(),
        usual.delta(),
        usual.feedback(),
        usual.gradient(),
        usual.sigmoid(),
        FixedPointArithmetic.MAX_ACCUMULATOR_BITS);
  }

  /**
   * An accumulator of 54 bits reaches 2<sup>53</sup> - 1; half a word of the result is added to
   * that, and double precision does not hold every such sum.
   */
  @Test
  void doubles_areTakenForAccumulators_thatHoldTheRoundingConstantToo() {
    StepPlan plan =
        DensePlan.of(
            NetworkShape.of(30, 4, 3), FeedbackSchemes.BACKPROP, 1, StepPlan.Options.PLAIN);
    List<Integer> fitting = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int bits = 16; bits <= 32; bits++) {
      int needed = AccumulatorProof.requireSufficient(plan, arithmetic(bits));
      (Machines.fitDouble(plan, arithmetic(bits)) ? fitting : others).add(needed);
    }
    assertThat(fitting).contains(53).allMatch(bits -> bits <= 53);
    assertThat(others).contains(54).allMatch(bits -> bits >= 54);
  }
}
