package org.backflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.backflow.fixedpoint.Role;
import org.backflow.network.NetworkShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the plan of any network, scheme and minibatch. */
class StepPlanPropertiesTest {
  static Stream<TrainingCase> cases() {
    return LongStream.range(0, 24).mapToObj(TrainingCase::of);
  }

  private static StepPlan.Options options(TrainingCase training) {
    return new StepPlan.Options(training.seed() % 2 == 0, training.seed() % 4 < 2);
  }

  private static List<StepPlan> plans(TrainingCase training) {
    return training.schemes().stream()
        .map(scheme -> training.plan(scheme, options(training)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void operations_inOrder_writeEveryTensorBeforeItIsRead(TrainingCase training) {
    for (StepPlan plan : plans(training)) {
      Set<Tensor> written = new HashSet<>(given(plan));
      for (Operation operation : plan.operations()) {
        assertThat(written)
            .as("%s, %s", operation.name(), plan.scheme().name())
            .containsAll(operation.reads());
        written.add(operation.result());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void operations_inOrder_readEveryWeightBeforeItIsUpdated(TrainingCase training) {
    for (StepPlan plan : plans(training)) {
      Set<Tensor> updated = new HashSet<>();
      for (Operation operation : plan.operations()) {
        assertThat(updated)
            .as("%s, %s", operation.name(), plan.scheme().name())
            .doesNotContainAnyElementsOf(operation.reads());
        if (operation.result().role() == Role.WEIGHT) {
          updated.add(operation.result());
        }
      }
      assertThat(updated).as("every layer learns").hasSize(plan.network().layers());
    }
  }

  // What is computed for nobody would be priced all the same.
  @ParameterizedTest
  @MethodSource("cases")
  void tensors_givenOrWritten_areAllReadInTheStep(TrainingCase training) {
    for (StepPlan plan : plans(training)) {
      Set<Tensor> read = new HashSet<>();
      Set<Tensor> there = new HashSet<>(given(plan));
      for (Operation operation : plan.operations()) {
        read.addAll(operation.reads());
        there.add(operation.result());
      }
      assertThat(read).as("%s", plan.scheme().name()).isEqualTo(there);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void operations_ofAStep_haveDistinctNamesAndResults(TrainingCase training) {
    for (StepPlan plan : plans(training)) {
      assertThat(plan.operations()).extracting(Operation::name).doesNotHaveDuplicates();
      assertThat(plan.operations()).extracting(Operation::result).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void operations_ofAStep_comeInTheOrderOfThePhases(TrainingCase training) {
    for (StepPlan plan : plans(training)) {
      assertThat(plan.operations()).extracting(Operation::phase).isSorted();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void extent_ofEveryOperation_isTheShapeOfItsResult(TrainingCase training) {
    for (StepPlan plan : plans(training)) {
      for (Operation operation : plan.operations()) {
        Extent shape = plan.shape(operation.result());
        assertThat(operation.extent().m())
            .as("%s, %s", operation.name(), plan.scheme().name())
            .isEqualTo(shape.m());
        assertThat(operation.extent().n()).isEqualTo(shape.n());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void totals_ofAnyPlan_areTheClosedSums(TrainingCase training) {
    for (StepPlan plan : plans(training)) {
      NetworkShape network = plan.network();
      long batch = plan.batch();
      long weights =
          IntStream.rangeClosed(1, network.layers())
              .mapToLong(l -> (network.width(l - 1) + 1L) * network.width(l))
              .sum();
      long hidden = IntStream.range(1, network.layers()).mapToLong(network::width).sum();
      long links = links(plan);
      boolean once = name(plan).endsWith("one-hot") || name(plan).equals("sign");
      boolean adds = name(plan).startsWith("sign");
      long feedback = adds || once ? 0 : links;
      long scales = once && options(training).scaledFeedback() ? hidden : 0;
      long rates = options(training).shiftedLearningRate() ? 0 : hidden + network.outputs();

      assertThat(plan.total(Phase.FORWARD, Operation::macs)).isEqualTo(batch * weights);
      assertThat(plan.total(Phase.FEEDBACK, Operation::macs)).isEqualTo(batch * feedback);
      assertThat(plan.total(Phase.UPDATE, Operation::macs)).isEqualTo(batch * weights);
      assertThat(plan.total(Operation::macs)).isEqualTo(batch * (2 * weights + feedback));
      assertThat(plan.total(Phase.OUTPUT_ERROR, Operation::multiplies))
          .isEqualTo(2 * batch * network.outputs());
      assertThat(plan.total(Phase.FEEDBACK, Operation::multiplies))
          .isEqualTo(batch * (feedback + scales + 2 * hidden));
      assertThat(plan.total(Phase.FEEDBACK, Operation::adds))
          .isEqualTo(batch * (feedback + (adds ? links : 0) + hidden));
      assertThat(plan.total(Phase.UPDATE, Operation::multiplies))
          .isEqualTo(batch * (weights + rates));
    }
  }

  private static String name(StepPlan plan) {
    return plan.scheme().name();
  }

  /** Returns the connections of the feedback path: those of the closed forms in the literature. */
  private static long links(StepPlan plan) {
    NetworkShape network = plan.network();
    IntUnaryOperator sources =
        switch (name(plan)) {
          case "direct", "direct-one-hot" -> l -> network.outputs();
          case "sparse-1" -> l -> 1;
          case "sparse" -> l -> 2;
          case "sparse-3" -> l -> 3;
          default -> l -> network.width(l + 1);
        };
    return IntStream.range(1, network.layers())
        .mapToLong(l -> (long) network.width(l) * sources.applyAsInt(l))
        .sum();
  }

  /** Returns what is there before a step: data, weights and stored feedback. */
  private static Set<Tensor> given(StepPlan plan) {
    int last = plan.network().layers();
    Set<Tensor> given = new HashSet<>(List.of(Tensor.activation(0), Tensor.target(last)));
    for (int layer = 1; layer <= last; layer++) {
      given.add(Tensor.weight(layer));
      if (layer < last && plan.scheme().operator().storesFeedback()) {
        given.add(Tensor.feedback(layer));
      }
    }
    return given;
  }
}
