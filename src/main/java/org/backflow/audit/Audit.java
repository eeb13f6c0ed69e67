package org.backflow.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;
import org.backflow.experiment.Experiment;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.plan.Count;
import org.backflow.plan.FeedbackVisitor;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.Product;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/**
 * Counts the training step of an experiment under every convention, for every scheme.
 *
 * @param experiment its network, minibatch, formats, accelerator and energy tables are priced; its
 *     list of schemes is not looked at
 * @param schemes what is counted, {@code backprop} among them
 */
public record Audit(Experiment experiment, List<FeedbackScheme> schemes) {

  /** Copies the list. */
  public Audit {
    schemes = List.copyOf(schemes);
  }

  /**
   * Returns every convention in every scope that it has, conventions together.
   *
   * @param trainSamples samples of an epoch, for the scope of a run
   */
  public List<AuditRow> rows(int trainSamples) {
    List<Counts> counts = new ArrayList<>();
    for (FeedbackScheme scheme : schemes) {
      counts.add(new Counts(experiment, scheme, trainSamples));
    }
    List<AuditRow> rows = new ArrayList<>();
    add(rows, counts, Convention.MACS, step -> step.cost().work().macs());
    add(rows, counts, Convention.OPERATIONS, Counted::operations);
    add(rows, counts, Convention.MULTIPLIES, step -> step.cost().work().multiplies());
    add(rows, counts, Convention.WORDS, step -> step.cost().moved().weightOrFeedbackReads());
    add(rows, counts, Convention.BITS, Counted::weightOrFeedbackBits);
    rows.add(row(counts, Convention.STORAGE, Scope.PRODUCT, Counts::storageBits));
    add(rows, counts, Convention.CYCLES, step -> step.cost().totalCycles());
    for (EnergyTable table : experiment.hardware().energyTables()) {
      add(
          rows,
          counts,
          Convention.energy(table.name()),
          step -> table.energy(step.cost(), experiment.hardware().accelerator()).totalPicojoules());
    }
    return rows;
  }

  private static void add(
      List<AuditRow> rows,
      List<Counts> counts,
      Convention convention,
      ToDoubleFunction<Counted> figure) {
    for (Scope scope : Scope.values()) {
      rows.add(row(counts, convention, scope, scheme -> scheme.total(scope, figure)));
    }
  }

  private static AuditRow row(
      List<Counts> counts, Convention convention, Scope scope, ToDoubleFunction<Counts> figure) {
    Map<String, Double> byScheme = new LinkedHashMap<>();
    counts.forEach(count -> byScheme.put(count.scheme().name(), figure.applyAsDouble(count)));
    return new AuditRow(convention, scope, byScheme);
  }

  /** An operation and what it costs. */
  private record Counted(Operation operation, OperationCost cost) {

    double operations() {
      return (double) cost.work().multiplies()
          + operation.adds()
          + operation.accept(new SelectionsAndLookUps());
    }

    double weightOrFeedbackBits() {
      return cost.moved().traffic().stream()
          .filter(traffic -> !traffic.isDram() && traffic.isWeightOrFeedback())
          .mapToLong(traffic -> Count.product(traffic.reads(), traffic.wordBits()))
          .reduce(0, Count::sum);
    }

    boolean isIn(Scope scope) {
      return switch (scope) {
        case PRODUCT -> operation.appliesFeedback();
        case PHASE -> operation.phase() == Phase.FEEDBACK;
        case STEP, RUN -> true;
      };
    }
  }

  /** The steps of one scheme: the usual one, and the smaller one at the end of an epoch. */
  private static final class Counts {

    private final Experiment experiment;
    private final FeedbackScheme scheme;
    private final List<Counted> step;
    private final List<Counted> lastStep;
    private final long steps;
    private final long lastSteps;

    Counts(Experiment experiment, FeedbackScheme scheme, int trainSamples) {
      this.experiment = experiment;
      this.scheme = scheme;
      int minibatch = experiment.training().protocol().minibatch();
      int left = trainSamples % minibatch;
      int epochs = experiment.training().protocol().epochs();
      this.step = counted(minibatch);
      this.lastStep = left == 0 ? List.of() : counted(left);
      this.steps = (long) (trainSamples / minibatch) * epochs;
      this.lastSteps = left == 0 ? 0 : epochs;
    }

    private List<Counted> counted(int batch) {
      StepPlan plan = experiment.plan(experiment.model().network(), scheme, batch);
      StepCost cost =
          new CostModel(experiment.hardware().accelerator(), experiment.hardware().arithmetic())
              .cost(plan);
      List<Counted> counted = new ArrayList<>();
      for (int i = 0; i < plan.operations().size(); i++) {
        counted.add(new Counted(plan.operations().get(i), cost.operations().get(i)));
      }
      return counted;
    }

    FeedbackScheme scheme() {
      return scheme;
    }

    double total(Scope scope, ToDoubleFunction<Counted> figure) {
      double once = sum(step, scope, figure);
      return scope == Scope.RUN ? steps * once + lastSteps * sum(lastStep, scope, figure) : once;
    }

    private static double sum(List<Counted> step, Scope scope, ToDoubleFunction<Counted> figure) {
      return step.stream().filter(each -> each.isIn(scope)).mapToDouble(figure).sum();
    }

    double storageBits() {
      StorageBits storage =
          new StorageBits(experiment.hardware().arithmetic(), experiment.plan(scheme));
      return step.stream()
          .filter(each -> each.isIn(Scope.PRODUCT))
          .mapToLong(each -> each.operation().accept(storage))
          .reduce(0, Count::sum);
    }
  }

  /** The bits of the tensor that a feedback operation reads besides the errors. */
  private record StorageBits(FixedPointArithmetic arithmetic, StepPlan plan)
      implements FeedbackVisitor<Long> {

    @Override
    public Long visit(Product operation) {
      return Count.product(words(operation), operation.right().tensor().format(arithmetic).width());
    }

    @Override
    public Long visit(SignedSum operation) {
      return words(operation);
    }

    @Override
    public Long visit(SparseProduct operation) {
      long value = Tensor.feedback(operation.layer()).format(arithmetic).width();
      return Count.product(words(operation), plan.selectionBits(operation.layer()) + value);
    }

    @Override
    public Long visit(Select operation) {
      return Count.product(words(operation), plan.selectionBits(operation.layer()));
    }

    private static long words(Operation operation) {
      return (long) operation.extent().n() * operation.extent().k();
    }
  }
}
