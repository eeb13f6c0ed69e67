package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.TransposedAccess;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.layer.DensePlan;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.junit.jupiter.api.Test;

/** Random steps: what is kept and the peak are those of a replay that asks the whole future. */
final class TrainingFootprintLawsTest {

  private static final int CASES = 400;
  private static final FixedPointArithmetic ARITHMETIC = FixedPointArithmetic.sixteenBits();

  @Test
  void everyMoment_isThatOfAReplay() {
    int inDram = 0;
    for (int seed = 0; seed < CASES; seed++) {
      DrawnStep drawn = DrawnStep.draw(seed, seed % 2 == 0);
      StepPlan plan = DensePlan.of(drawn.network(), drawn.scheme(), drawn.batch(), drawn.options());
      TrainingFootprint footprint = TrainingFootprint.of(plan, drawn.accelerator(), ARITHMETIC);
      List<Long> replayed = new Replay(plan, drawn.accelerator()).bits();

      assertThat(footprint.moments())
          .extracting(TrainingFootprint.Moment::bits)
          .as("seed %d: %s", seed, drawn)
          .isEqualTo(replayed);
      assertThat(footprint.peakBits())
          .as("seed %d", seed)
          .isEqualTo(replayed.stream().mapToLong(bits -> bits).max().orElseThrow());
      for (TrainingFootprint.Moment moment : footprint.moments()) {
        assertThat(moment.bits())
            .as("seed %d, %s", seed, moment)
            .isEqualTo(onChip(footprint, plan, moment) + moment.dramBits());
      }
      inDram += footprint.peak().dramBits() > 0 ? 1 : 0;
    }
    assertThat(inDram).isBetween(CASES / 20, CASES / 2);
  }

  private static long onChip(
      TrainingFootprint footprint, StepPlan plan, TrainingFootprint.Moment moment) {
    List<String> names = plan.operations().stream().map(Operation::name).toList();
    int now = names.indexOf(moment.operation());
    return footprint.tensors().stream()
        .filter(TensorFootprint::onChip)
        .filter(t -> names.indexOf(t.from()) <= now && now <= names.indexOf(t.to()))
        .mapToLong(TensorFootprint::bits)
        .sum();
  }

  /** Keeps the set of tensors that are there, and looks through all later operations each time. */
  private record Replay(StepPlan plan, Accelerator accelerator) {

    List<Long> bits() {
      List<Operation> operations = plan.operations();
      List<Long> moments = new ArrayList<>();
      Set<Tensor> there = new LinkedHashSet<>();
      // Before the first operation: what is read before anything writes it.
      Set<Tensor> written = new HashSet<>();
      for (Operation operation : operations) {
        for (Tensor tensor : operation.reads()) {
          if (!written.contains(tensor)) {
            there.add(tensor);
          }
        }
        written.add(operation.result());
      }
      for (int i = 0; i < operations.size(); i++) {
        there.add(operations.get(i).result());
        moments.add(there.stream().mapToLong(this::bits).sum() + copies());
        int next = i + 1;
        there.removeIf(tensor -> !stays(tensor) && !isReadFrom(next, tensor));
      }
      return moments;
    }

    private static boolean stays(Tensor tensor) {
      return tensor.role() == Role.WEIGHT || tensor.role() == Role.FEEDBACK;
    }

    private boolean isReadFrom(int index, Tensor tensor) {
      for (Operation operation : plan.operations().subList(index, plan.operations().size())) {
        if (operation.reads().contains(tensor)) {
          return true;
        }
        if (operation.result().equals(tensor)) {
          return false;
        }
      }
      return false;
    }

    private long bits(Tensor tensor) {
      int layer = tensor.layer();
      long units = plan.network().width(layer);
      long elements = plan.batch() * units;
      long withOnes = plan.batch() * (units + 1);
      return switch (tensor.role()) {
        case INPUT -> 16 * withOnes;
        case ACTIVATION -> 16 * (layer < plan.network().layers() ? withOnes : elements);
        case WEIGHT -> 16 * units * (plan.network().width(layer - 1) + 1);
        case PREACTIVATION -> 12 * elements;
        case TARGET -> elements;
        case ERROR, DELTA, GRADIENT -> 16 * elements;
        case FEEDBACK -> feedbackBits(layer, units);
        default -> throw new IllegalArgumentException("never written");
      };
    }

    private long feedbackBits(int layer, long units) {
      FeedbackStorage storage = accelerator.memorySystem().feedbackStorage();
      if (storage == FeedbackStorage.LFSR || storage == FeedbackStorage.WIRED) {
        return 0;
      }
      long sources = plan.network().width(plan.scheme().source(plan.network(), layer));
      long index = 1;
      while (1L << index < sources) {
        index++;
      }
      long terms = plan.scheme().terms(plan.network(), layer);
      return switch (plan.scheme().operator()) {
        case STORED_MATRIX -> 16 * sources * units;
        case SIGNS -> sources * units;
        case SELECTION -> index * units;
        case SPARSE -> (16 + index) * terms * units;
        case TRANSPOSED_WEIGHTS, TRANSPOSED_SIGNS -> throw new IllegalArgumentException("no F");
      };
    }

    /** The second copy of every W but the first, without the bias row. */
    private long copies() {
      FeedbackOperator operator = plan.scheme().operator();
      if (operator.storesFeedback()
          || !accelerator.memorySystem().transposesBy(TransposedAccess.COPY)) {
        return 0;
      }
      long words = 0;
      for (int layer = 2; layer <= plan.network().layers(); layer++) {
        words += (long) plan.network().width(layer - 1) * plan.network().width(layer);
      }
      return operator == FeedbackOperator.TRANSPOSED_SIGNS ? words : 16 * words;
    }
  }
}
