package org.backflow.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.backflow.data.DataSet;
import org.backflow.data.InvalidDataException;
import org.backflow.execution.Executor;
import org.backflow.execution.Machines;
import org.backflow.experiment.Experiment;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.StatedFormats;
import org.backflow.fixedpoint.SymmetricTable;
import org.backflow.fixedpoint.TensorName;
import org.backflow.network.Matrix;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.quantized.AccumulatorProof;
import org.backflow.training.Minibatches;
import org.backflow.training.PairedStart;
import org.backflow.training.TrainingRun;

/**
 * Proposes the integer bits of every tensor from the ranges that the first steps of the first run
 * in floating point see, of all schemes together. Widths, roundings and overflows stay.
 *
 * <p>I is the smallest with which a word holds what was seen. An operand with a constant one holds
 * 1, too. The address of a table never gets a wider domain, because the function is flat outside of
 * the one that it has. What softmax divides keeps its format. Where a finer operand would make an
 * accumulator too narrow, it stays as coarse as is needed.
 */
public final class Calibration {

  private static final int RUN = 0;

  private final Experiment experiment;
  private final Request request;
  private final SortedMap<TensorName, RangeCount> ranges = new TreeMap<>();
  private final List<StepPlan> plans = new ArrayList<>();

  /**
   * What is asked for.
   *
   * @param steps minibatches that every scheme trains, at least 1
   * @param marginBits integer bits beyond those that are needed, from 0
   * @param percentile the share of words that must fit, in percent, above 0 and up to 100
   */
  public record Request(int steps, int marginBits, double percentile) {}

  /**
   * What is proposed for a tensor.
   *
   * @param largest the largest magnitude seen
   * @param today its format as the experiment has it
   * @param proposed its format as proposed
   * @param saturatedShare the share of the words seen that today's format limits, 0 to 1
   */
  public record Row(
      TensorName tensor,
      double largest,
      Quantization today,
      Quantization proposed,
      double saturatedShare) {

    /** Returns whether another format is proposed. */
    public boolean changes() {
      return !today.equals(proposed);
    }
  }

  private Calibration(Experiment experiment, Request request) {
    this.experiment = experiment;
    this.request = request;
  }

  /**
   * Returns a row for every tensor whose format can be stated.
   *
   * @throws InvalidDataException when the images cannot be used, or make no whole minibatch
   */
  public static List<Row> of(Experiment experiment, Request request) {
    Calibration calibration = new Calibration(experiment, request);
    DataSet data = experiment.images();
    PairedStart start = experiment.start(RUN);
    for (PairedStart.Start network : start.networks()) {
      calibration.observe(data, start, network);
    }
    return calibration.rows();
  }

  /** Returns the formats that {@code rows} propose where another one holds today. */
  public static SortedMap<TensorName, Quantization> proposals(List<Row> rows) {
    SortedMap<TensorName, Quantization> proposals = new TreeMap<>();
    rows.stream().filter(Row::changes).forEach(row -> proposals.put(row.tensor(), row.proposed()));
    return proposals;
  }

  private void observe(DataSet data, PairedStart start, PairedStart.Start network) {
    StepPlan plan = experiment.plan(network.scheme());
    plans.add(plan);
    Executor<float[]> executor =
        new Executor<>(plan, Machines.floats(start.roundingSeed()), new HashMap<>());
    start.weights().forEach(executor::put);
    double scale =
        experiment
            .training()
            .protocol()
            .feedbackScaleOf(plan.scheme())
            .at(experiment.training().protocol().epochs() - 1);
    network.feedback().forEach((tensor, stored) -> executor.put(tensor, stored.times(scale)));
    for (Tensor tensor : plan.weights()) {
      count(tensor, executor.values(tensor));
    }
    TrainingRun run = experiment.trainingRun(data, RUN);
    Minibatches first = minibatches(data, run, plan, 0);
    if (first.count() == 0) {
      throw new InvalidDataException(
          "protocol.minibatch is "
              + plan.batch()
              + "; expected at most the samples that train, "
              + first.order().length);
    }
    for (int step = 0; step < request.steps(); step++) {
      int epoch = step / first.count();
      Minibatches minibatches =
          step % first.count() == 0 ? minibatches(data, run, plan, epoch) : first;
      first = minibatches;
      executor.put(plan.given(Role.INPUT), minibatches.inputs(step % first.count()));
      executor.put(plan.given(Role.TARGET), minibatches.targets(step % first.count()));
      executor.step(experiment.training().protocol().eta(plan.batch(), epoch));
      for (Tensor tensor : plan.tensors()) {
        count(tensor, executor.values(tensor));
      }
    }
  }

  private Minibatches minibatches(DataSet data, TrainingRun run, StepPlan plan, int epoch) {
    return new Minibatches(
        data, run.order(epoch), plan.batch(), experiment.model().network().outputs());
  }

  private FixedPointArithmetic arithmetic() {
    return experiment.hardware().arithmetic();
  }

  private void count(Tensor tensor, Matrix values) {
    if (!tensor.role().isStatable()) {
      return;
    }
    RangeCount range =
        ranges.computeIfAbsent(tensor.name(), each -> new RangeCount(tensor.format(arithmetic())));
    for (double value : values.values()) {
      if (!Double.isFinite(value)) {
        throw new InvalidDataException(
            tensor
                + " became "
                + value
                + " in float: no format holds it; expected a training that does not diverge, with"
                + " another protocol.learningRate");
      }
      range.add(value);
    }
  }

  private List<Row> rows() {
    SortedMap<TensorName, Quantization> proposals = new TreeMap<>();
    ranges.forEach((name, range) -> proposals.put(name, proposal(name, range)));
    plans.forEach(plan -> keepAccumulators(plan, proposals));
    List<Row> rows = new ArrayList<>();
    ranges.forEach(
        (name, range) ->
            rows.add(
                new Row(
                    name,
                    range.largest(),
                    today(name),
                    Objects.requireNonNull(proposals.get(name)),
                    range.outsideShare())));
    return rows;
  }

  private Quantization today(TensorName name) {
    return arithmetic().quantization(name.role(), name.layer());
  }

  private Quantization proposal(TensorName name, RangeCount range) {
    Quantization today = today(name);
    double covered = range.covering(request.percentile());
    if (holdsOne(name)) {
      covered = Math.max(covered, 1.0);
    }
    if (covered == 0.0 || name.role() == Role.EXPONENTIAL || name.role() == Role.TOTAL) {
      return today;
    }
    FixedPointFormat format = today.format();
    int bits = integerBits(format, covered) + request.marginBits();
    int least = format.width() - mostFractionBits(name.role());
    int most = format.width() - FixedPointFormat.MIN_FRACTION_BITS;
    if (holdsOne(name)) {
      // A coarser format would not hold one, however large the values of a training that diverges.
      most = format.width();
    }
    if (name.role() == Role.PREACTIVATION) {
      least = 1;
      most = format.integerBits();
    }
    return withIntegerBits(today, Math.max(least, Math.min(most, bits)));
  }

  private static int mostFractionBits(Role role) {
    return role == Role.ACTIVATION || role == Role.INPUT
        ? SymmetricTable.MAX_FRACTION_BITS
        : FixedPointFormat.MAX_FRACTION_BITS;
  }

  /** Returns whether a tensor is what weights multiply, with a constant one for the bias. */
  private boolean holdsOne(TensorName name) {
    return name.role() == Role.ACTIVATION
        || plans.stream()
            .flatMap(plan -> plan.operations().stream())
            .filter(operation -> operation.phase() == Phase.FORWARD && operation.macs() > 0)
            .anyMatch(operation -> operation.reads().get(0).name().equals(name));
  }

  /** Returns the smallest I with which words of this width hold {@code magnitude}. */
  static int integerBits(FixedPointFormat format, double magnitude) {
    int bits = Math.getExponent(magnitude) + 1 + (format.signed() ? 1 : 0);
    double largest = Math.scalb(format.maxCode() + 0.5, bits - format.width());
    return magnitude < largest ? bits : bits + 1;
  }

  private static Quantization withIntegerBits(Quantization quantization, int integerBits) {
    FixedPointFormat format = quantization.format();
    return new Quantization(
        new FixedPointFormat(format.signed(), format.width(), integerBits),
        quantization.rounding(),
        quantization.overflow());
  }

  /** What is added to a result is aligned with it, so a finer operand widens the accumulator. */
  private void keepAccumulators(StepPlan plan, SortedMap<TensorName, Quantization> proposals) {
    for (Operation operation : plan.operations()) {
      if (!operation.reads().contains(operation.result())) {
        continue;
      }
      StepPlan alone = new StepPlan(plan.scheme(), plan.batch(), List.of(operation));
      int bits = AccumulatorProof.bitsNeeded(alone, with(proposals));
      while (bits > arithmetic().accumulatorBits()) {
        TensorName finest = finest(operation, proposals);
        Quantization finer = proposed(proposals, finest);
        proposals.put(finest, withIntegerBits(finer, finer.format().integerBits() + 1));
        int fewer = AccumulatorProof.bitsNeeded(alone, with(proposals));
        if (fewer >= bits) {
          proposals.put(finest, finer);
          break;
        }
        bits = fewer;
      }
    }
  }

  /** Returns the operand with the most fraction bits. */
  private static TensorName finest(
      Operation operation, SortedMap<TensorName, Quantization> proposals) {
    return operation.reads().stream()
        .map(Tensor::name)
        .filter(name -> proposals.containsKey(name))
        .max(Comparator.comparingInt(name -> proposed(proposals, name).format().fractionBits()))
        .orElseThrow();
  }

  private static Quantization proposed(
      SortedMap<TensorName, Quantization> proposals, TensorName name) {
    return Objects.requireNonNull(proposals.get(name));
  }

  private FixedPointArithmetic with(SortedMap<TensorName, Quantization> proposals) {
    return arithmetic().with(new StatedFormats(arithmetic().stated().roles(), proposals));
  }
}
