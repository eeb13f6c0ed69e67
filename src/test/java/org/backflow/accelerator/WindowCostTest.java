package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.function.Activation;
import org.backflow.function.Logistic;
import org.backflow.layer.Convolution;
import org.backflow.layer.DrawnNetwork;
import org.backflow.layer.HalfSquaredError;
import org.backflow.layer.LayeredNetwork;
import org.backflow.layer.Pooling;
import org.backflow.plan.Ending;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.Product;
import org.backflow.plan.Reduce;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.View;
import org.backflow.plan.Window;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;

/** Convolutions and pooling, worked by hand, and against products of unfolded matrices. */
final class WindowCostTest {

  private static final FixedPointArithmetic ARITHMETIC = FixedPointArithmetic.sixteenBits();
  private static final Optional<Activation> LOGISTIC = Optional.of(new Logistic());

  private static Accelerator accelerator(Dataflow dataflow) {
    return new Accelerator(
        "test",
        "made up",
        new ArrayShape(2, 2),
        Optional.empty(),
        Accelerator.Dataflows.all(dataflow),
        FoldSequence.SEQUENTIAL,
        false,
        4,
        100.0,
        new Accelerator.Memories(8, 8, 8, 8),
        MemorySystem.ON_CHIP);
  }

  /** 4 x 4 x 1, a filter of 1 x 1, two of 3 x 3: four windows of nine words and a one. */
  private static StepPlan convolutions() {
    return new LayeredNetwork(
            new ImageShape(4, 4, 1),
            List.of(new Convolution(1, 1, 1, 0, LOGISTIC), new Convolution(2, 3, 1, 0, LOGISTIC)),
            new HalfSquaredError())
        .plan(FeedbackSchemes.BACKPROP, 1, StepPlan.Options.PLAIN);
  }

  private static OperationCost cost(StepPlan plan, Dataflow dataflow, String operation) {
    return new CostModel(accelerator(dataflow), ARITHMETIC)
        .cost(plan).operations().stream()
            .filter(each -> each.name().equals(operation))
            .findFirst()
            .orElseThrow();
  }

  private static List<String> words(OperationCost cost) {
    return cost.moved().traffic().stream()
        .map(t -> t.tensor() + " " + t.reads() + " " + t.writes())
        .toList();
  }

  // M = 4 windows, N = 2 filters, K = 9 + 1; on 2 x 2. The one is made at the edge: 36 words of
  // windows, not 40.
  // OS: 2 x 1 folds of 2 2 + 2 + 10 - 2 = 14; weights come in both.
  // WS: 5 x 1 folds of 2 2 + 2 + 4 - 2 = 8; eight sums leave four times and come back.
  // IS: 5 x 2 folds of 2 2 + 2 + 2 - 2 = 6; weights come twice.
  @Test
  void forward_byHand() {
    StepPlan plan = convolutions();
    OperationCost os = cost(plan, Dataflow.OS, "forward.2");
    assertThat(os.totalCycles()).isEqualTo(28);
    assertThat(words(os))
        .containsExactly("activation.1 36 0", "weight.2 40 0", "preactivation.2 0 8");
    OperationCost ws = cost(plan, Dataflow.WS, "forward.2");
    assertThat(ws.totalCycles()).isEqualTo(40);
    assertThat(words(ws))
        .containsExactly(
            "activation.1 36 0", "weight.2 20 0", "partialSum.2 32 32", "preactivation.2 0 8");
    OperationCost is = cost(plan, Dataflow.IS, "forward.2");
    assertThat(is.totalCycles()).isEqualTo(60);
    assertThat(words(is))
        .containsExactly(
            "activation.1 36 0", "weight.2 40 0", "partialSum.2 32 32", "preactivation.2 0 8");
  }

  // [4 x 2] [2 x 9] to the words of the windows. OS: 2 x 5 folds of 6; WS: 1 x 5 of 8; IS: 1 x 2 of
  // 2 2 + 2 + 9 - 2 = 13. K fits the rows, so no sum leaves.
  @Test
  void feedback_byHand() {
    StepPlan plan = convolutions();
    OperationCost os = cost(plan, Dataflow.OS, "feedback.1");
    assertThat(os.totalCycles()).isEqualTo(60);
    assertThat(words(os)).containsExactly("delta.2 40 0", "weight.2 36 0", "unfoldedError.1 0 36");
    OperationCost ws = cost(plan, Dataflow.WS, "feedback.1");
    assertThat(ws.totalCycles()).isEqualTo(40);
    assertThat(words(ws)).containsExactly("delta.2 40 0", "weight.2 18 0", "unfoldedError.1 0 36");
    OperationCost is = cost(plan, Dataflow.IS, "feedback.1");
    assertThat(is.totalCycles()).isEqualTo(26);
    assertThat(words(is)).containsExactly("delta.2 8 0", "weight.2 36 0", "unfoldedError.1 0 36");
  }

  // Every word of the four windows is added to its pixel, a cycle each, and a register; one of four
  // lanes has the only channel.
  @Test
  void fold_byHand() {
    OperationCost cost = cost(convolutions(), Dataflow.OS, "fold.1");
    assertThat(cost.totalCycles()).isEqualTo(37);
    assertThat(cost.when().folds()).isEqualTo(16);
    assertThat(words(cost)).containsExactly("unfoldedError.1 36 0", "error.1 0 16");
    assertThat(cost.work().adds()).isEqualTo(36);
    assertThat(cost.used().mappingEfficiencyPercent()).isEqualTo(25.0);
    assertThat(cost.used().utilizationPercent()).isEqualTo(100.0 * 36 / (4 * 37));
  }

  // [10 x 4] [4 x 2], added to 20 weights. OS: 5 x 1 folds of 8; WS: 2 x 1 of 2 2 + 2 + 10 - 2 =
  // 14,
  // sums leave once; IS: 2 x 5 of 6.
  @Test
  void update_byHand() {
    StepPlan plan = convolutions();
    OperationCost os = cost(plan, Dataflow.OS, "update.2");
    assertThat(os.totalCycles()).isEqualTo(40);
    assertThat(words(os)).containsExactly("activation.1 36 0", "gradient.2 40 0", "weight.2 20 20");
    OperationCost ws = cost(plan, Dataflow.WS, "update.2");
    assertThat(ws.totalCycles()).isEqualTo(28);
    assertThat(words(ws))
        .containsExactly(
            "activation.1 36 0", "gradient.2 8 0", "partialSum.2 20 20", "weight.2 20 20");
    OperationCost is = cost(plan, Dataflow.IS, "update.2");
    assertThat(is.totalCycles()).isEqualTo(60);
    assertThat(words(is))
        .containsExactly(
            "activation.1 36 0", "gradient.2 40 0", "partialSum.2 20 20", "weight.2 20 20");
  }

  // 4 x 4 x 3 by 2 x 2: four windows of four words in three channels, a filling of three lanes
  // each. A choice among four has two bits. Going back, every pixel is in one window.
  @Test
  void pooling_byHand() {
    StepPlan plan =
        new LayeredNetwork(
                new ImageShape(4, 4, 1),
                List.of(
                    new Convolution(3, 1, 1, 0, LOGISTIC),
                    new Pooling(Reduce.Kind.MAX, 2, 2),
                    new Convolution(1, 2, 1, 0, LOGISTIC)),
                new HalfSquaredError())
            .plan(FeedbackSchemes.BACKPROP, 1, StepPlan.Options.PLAIN);
    OperationCost forward = cost(plan, Dataflow.OS, "pool.2");
    assertThat(forward.totalCycles()).isEqualTo(4 * 4 + 1);
    assertThat(words(forward))
        .containsExactly("activation.1 48 0", "activation.2 0 12", "choice.2 0 12");
    assertThat(forward.moved().traffic().get(2).wordBits()).isEqualTo(2);
    assertThat(forward.work().adds()).isEqualTo(48);
    OperationCost back = cost(plan, Dataflow.OS, "unpool.1");
    assertThat(back.totalCycles()).isEqualTo(16 + 1);
    assertThat(words(back)).containsExactly("error.2 48 0", "choice.2 48 0", "error.1 0 48");
    assertThat(back.work().adds()).isEqualTo(12);
  }

  @Test
  void products_ofWindowsOfOneWordPerPixel_costWhatDenseProductsDo() {
    int moved = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      int height = 1 + random.nextInt(7);
      int width = 1 + random.nextInt(7);
      int channels = 1 + random.nextInt(20);
      int images = 1 + random.nextInt(4);
      int filters = 1 + random.nextInt(20);
      Window window = new Window(height, width, channels, 1, 1, 1, 0);
      View windows = View.of(Tensor.activation(1), images, window);
      View rows = View.of(Tensor.activation(1), images * height * width, channels);
      Accelerator accelerator = DrawnStep.draw(seed, true).accelerator();
      boolean updates = random.nextBoolean();
      StepCost cost = cost(updates ? windows.transpose() : windows, filters, updates, accelerator);
      StepCost dense = cost(updates ? rows.transpose() : rows, filters, updates, accelerator);
      assertThat(cost).as("seed %d, %s", seed, accelerator).isEqualTo(dense);
      moved += cost.operations().get(0).moved().words(Level.DRAM) > 0 ? 1 : 0;
    }
    assertThat(moved).isGreaterThan(100);
  }

  private static StepCost cost(View left, int filters, boolean updates, Accelerator accelerator) {
    Product product =
        new Product(
            "product.1",
            updates ? Phase.UPDATE : Phase.FORWARD,
            1,
            left,
            View.of(updates ? Tensor.gradient(1) : Tensor.weight(2), left.columns(), filters),
            updates ? Tensor.weight(1) : Tensor.preactivation(1),
            updates ? Ending.SUBTRACT : Ending.SET);
    StepPlan plan = new StepPlan(FeedbackSchemes.BACKPROP, 1, List.of(product));
    return new CostModel(accelerator, ARITHMETIC).cost(plan);
  }

  // Three groups of a channel each: three products of [4 x 10] [10 x 2] in a row.
  @Test
  void groups_costAsMuchAsTheirProductsOneAfterTheOther() {
    Window window = new Window(4, 4, 3, 3, 3, 1, 0);
    View left = View.of(Tensor.activation(1), 1, window).withOne().grouped(3);
    Product product =
        new Product(
            "forward.2",
            Phase.FORWARD,
            2,
            left,
            View.of(Tensor.weight(2), 10, 6).grouped(3),
            Tensor.preactivation(2),
            Ending.SET);
    StepPlan grouped = new StepPlan(FeedbackSchemes.BACKPROP, 1, List.of(product));
    for (Dataflow dataflow : Dataflow.values()) {
      OperationCost cost = cost(grouped, dataflow, "forward.2");
      OperationCost one = cost(convolutions(), dataflow, "forward.2");
      assertThat(cost.totalCycles()).isEqualTo(3 * one.totalCycles());
      assertThat(cost.work().macs()).isEqualTo(3 * one.work().macs());
      for (int i = 0; i < one.moved().traffic().size(); i++) {
        assertThat(cost.moved().traffic().get(i).words())
            .isEqualTo(3 * one.moved().traffic().get(i).words());
      }
    }
  }

  @Test
  void steps_ofRandomNetworks_keepTheLawsOfCosts() {
    for (int seed = 0; seed < 120; seed++) {
      RandomStream random = RandomStream.of(seed, "window-cost");
      LayeredNetwork network = DrawnNetwork.of(random);
      StepPlan plan =
          network.plan(
              FeedbackSchemes.all().get(random.nextInt(2) == 0 ? 0 : 1),
              1 + random.nextInt(3),
              StepPlan.Options.PLAIN);
      DrawnStep drawn = DrawnStep.draw(seed, true);
      if (drawn.accelerator().memorySystem().feedbackStorage() == FeedbackStorage.DRAM) {
        continue;
      }
      StepCost cost = new CostModel(drawn.accelerator(), ARITHMETIC).cost(plan);
      StepCost onChip =
          new CostModel(drawn.withDram(Optional.empty()).accelerator(), ARITHMETIC).cost(plan);
      for (int i = 0; i < cost.operations().size(); i++) {
        Operation operation = plan.operations().get(i);
        OperationCost priced = cost.operations().get(i);
        String name = "%s, seed %d, %s".formatted(operation, seed, drawn.accelerator());
        assertThat(List.of(priced.work().macs(), priced.work().multiplies(), priced.work().adds()))
            .as(name)
            .containsExactly(operation.macs(), operation.multiplies(), operation.adds());
        OperationCost same = onChip.operations().get(i);
        assertThat(priced.when().computeCycles()).as(name).isEqualTo(same.when().computeCycles());
        assertThat(priced.moved().traffic().stream().filter(t -> !t.isDram()).toList())
            .as(name)
            .isEqualTo(same.moved().traffic());
        long bits = priced.moved().bits(Level.DRAM);
        long most =
            priced.totalCycles()
                * drawn.accelerator().memorySystem().dram().orElseThrow().bitsPerCycle();
        assertThat(bits).as(name).isLessThanOrEqualTo(most);
      }
    }
  }
}
