package org.backflow.cosim;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.TransposedAccess;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.FeedbackVisitor;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.StepPlan;
import org.backflow.quantized.CodeMatrix;
import org.backflow.training.Minibatches;

/**
 * What the training core of hdl-ref and its model are given: the same for both.
 *
 * @param plan a step of a network with one hidden layer, with feedback that needs no multiplication
 *     by a scale
 * @param accelerator one output-stationary array for everything, as many vector lanes as columns
 * @param first the initial W<sub>1</sub>
 * @param second the initial W<sub>2</sub>
 * @param feedback F<sub>1</sub>, where the scheme stores one
 * @param roundingSeed what the random registers are seeded from
 * @param batches the data of every step
 */
record CoreTraining(
    StepPlan plan,
    FixedPointArithmetic arithmetic,
    LearningRate eta,
    Accelerator accelerator,
    CodeMatrix first,
    CodeMatrix second,
    Optional<CodeMatrix> feedback,
    long roundingSeed,
    Batches batches) {

  private static final int LARGEST_EXTENT = 1 << 16;

  /** The data of a training run, step by step. */
  interface Batches {
    /** Returns the number of steps. */
    int steps();

    /** Returns batch x n<sub>0</sub> values. */
    Matrix inputs(int step);

    /** Returns batch x n<sub>2</sub> zeros and ones. */
    Matrix targets(int step);

    /** Returns the first {@code steps} of {@code minibatches}. */
    static Batches first(int steps, Minibatches minibatches) {
      return new Batches() {
        @Override
        public int steps() {
          return steps;
        }

        @Override
        public Matrix inputs(int step) {
          return minibatches.inputs(step);
        }

        @Override
        public Matrix targets(int step) {
          return minibatches.targets(step);
        }
      };
    }
  }

  /** Checks that the core can do it. */
  CoreTraining {
    requireSupported(plan, arithmetic, accelerator);
  }

  /**
   * Checks that the core can run {@code plan}, and that {@code accelerator} describes the core.
   *
   * @throws UnsupportedTrainingException naming what it cannot do, and what to set instead
   */
  static void requireSupported(
      StepPlan plan, FixedPointArithmetic arithmetic, Accelerator accelerator) {
    NetworkShape network = plan.network();
    require(
        network.layers() == 2,
        "layers",
        network,
        "the training core has one hidden layer; set layers=784-20-10");
    for (int width : network.widths()) {
      require(width + 1 < LARGEST_EXTENT, "layers", network, "expected widths below 65,535");
    }
    require(
        plan.operations().stream().noneMatch(CoreTraining::isScaled),
        "schemes",
        plan.scheme().name() + " with feedback that is scaled",
        "the training core multiplies nothing that it routes or adds up; set"
            + " protocol.feedbackScale=constant, or name the scheme with -constant behind");
    Map.of(
            "weight", arithmetic.weight(),
            "derivative", arithmetic.derivative(),
            "delta", arithmetic.delta(),
            "gradient", arithmetic.gradient(),
            "sigmoid.addressRounding", arithmetic.sigmoid().address())
        .forEach(CoreTraining::requireRounding);
    arithmetic
        .exceptions()
        .forEach(
            (key, own) ->
                require(
                    false,
                    "fixedPoint." + key,
                    own,
                    "the training core has one format for all tensors of a role, and that of delta"
                        + " for errors; leave it out"));
    requireMemories(accelerator.memorySystem());
    require(
        accelerator.dataflows().equals(Accelerator.Dataflows.all(Dataflow.OS)),
        "accelerator.dataflow",
        accelerator.dataflows(),
        "the training core is output-stationary in every phase; set accelerator.dataflow=os");
    require(
        accelerator.foldSequence() == FoldSequence.SEQUENTIAL,
        "accelerator.folds",
        accelerator.foldSequence().label(),
        "the training core runs its folds one after the other; set accelerator.folds=sequential");
    require(
        accelerator.separateFeedbackArray().isEmpty(),
        "accelerator.feedbackArray",
        accelerator.feedbackArray(),
        "the training core has one array; set accelerator.feedbackArray=shared");
    require(
        accelerator.vectorLanes() == accelerator.array().columns(),
        "accelerator.vectorLanes",
        accelerator.vectorLanes(),
        "the training core has a lane per column; set accelerator.vectorLanes="
            + accelerator.array().columns());
  }

  /** Returns whether errors are routed or added up, and then multiplied. */
  private static boolean isScaled(Operation operation) {
    return operation.result().role() == Role.ERROR
        && operation.macs() == 0
        && operation.multiplies() > 0;
  }

  private static void requireRounding(String key, Quantization quantization) {
    require(
        ArrayStimulus.ROUNDINGS.contains(quantization.rounding()),
        "fixedPoint." + key,
        quantization,
        "the RTL rounds by one of " + ArrayStimulus.ROUNDINGS);
  }

  /** Its memories hold every tensor and deliver every word that an edge asks for. */
  private static void requireMemories(MemorySystem memories) {
    String remedy = "; set accelerator=edge-16x16, or name an accelerator without it";
    require(
        memories.dram().isEmpty(),
        "accelerator.dram",
        "there",
        "the training core has no DRAM" + remedy);
    require(
        memories.ports().isEmpty(),
        "accelerator.sram.ports",
        "there",
        "no memory of the training core makes it wait" + remedy);
    require(
        !memories.transposesBy(TransposedAccess.BUFFER),
        "accelerator.transposedAccess",
        TransposedAccess.BUFFER.label(),
        "the training core reads W in both directions without one" + remedy);
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new UnsupportedTrainingException(key + " is " + value + ": " + expected);
    }
  }

  NetworkShape network() {
    return plan.network();
  }

  /** Returns the operation called {@code name}. */
  Operation operation(String name) {
    return plan.operations().stream()
        .filter(operation -> operation.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  int rows() {
    return accelerator.array().rows();
  }

  int columns() {
    return accelerator.array().columns();
  }

  /** Returns the bits of a word of {@code role} in memory. */
  long mask(Role role) {
    return (1L << arithmetic.format(role).width()) - 1;
  }

  /** Returns the same with the first steps only. */
  CoreTraining limitedTo(int steps) {
    Batches all = batches;
    return with(
        first,
        new Batches() {
          @Override
          public int steps() {
            return steps;
          }

          @Override
          public Matrix inputs(int step) {
            return all.inputs(step);
          }

          @Override
          public Matrix targets(int step) {
            return all.targets(step);
          }
        });
  }

  /** Returns the same with another initial W<sub>1</sub>. */
  CoreTraining withFirst(CodeMatrix other) {
    return with(other, batches);
  }

  private CoreTraining with(CodeMatrix otherFirst, Batches otherBatches) {
    return new CoreTraining(
        plan,
        arithmetic,
        eta,
        accelerator,
        otherFirst,
        second,
        feedback,
        roundingSeed,
        otherBatches);
  }

  /** Returns the parameters of {@code tb_train_core}. */
  Map<String, Integer> parameters() {
    Map<String, Integer> parameters = new TreeMap<>();
    parameters.put("Inputs", network().inputs());
    parameters.put("Hidden", network().width(1));
    parameters.put("Outputs", network().outputs());
    parameters.put("Batch", plan.batch());
    parameters.put("Rows", rows());
    parameters.put("Columns", columns());
    parameters.put("Scheme", schemeNumber());
    parameters.putAll(operation("feedback.1").accept(new FeedbackParameters()));
    parameters.put("AccWidth", arithmetic.accumulatorBits());
    format(parameters, "Input", arithmetic.input().format());
    quantization(parameters, "Weight", arithmetic.weight());
    parameters.remove("WeightSigned");
    quantization(parameters, "Derivative", arithmetic.derivative());
    quantization(parameters, "Delta", arithmetic.delta());
    parameters.remove("DeltaSigned");
    format(parameters, "Feedback", arithmetic.feedback().format());
    quantization(parameters, "Gradient", arithmetic.gradient());
    parameters.remove("GradientSigned");
    format(parameters, "Activation", arithmetic.sigmoid().activation());
    parameters.put("TableWords", arithmetic.sigmoid().words());
    parameters.put("TableDomain", arithmetic.sigmoid().domain());
    parameters.put(
        "AddressRounding",
        ArrayStimulus.ROUNDINGS.indexOf(arithmetic.sigmoid().address().rounding()));
    parameters.put("EtaCode", eta.code());
    parameters.put("EtaFraction", eta.fractionBits());
    return parameters;
  }

  /** The parameters of the unit that carries the error back. */
  private static final class FeedbackParameters implements FeedbackVisitor<Map<String, Integer>> {
    @Override
    public Map<String, Integer> visit(Product operation) {
      return Map.of();
    }

    @Override
    public Map<String, Integer> visit(Select operation) {
      return Map.of();
    }

    @Override
    public Map<String, Integer> visit(SparseProduct operation) {
      return Map.of("Connections", operation.extent().k());
    }

    @Override
    public Map<String, Integer> visit(SignedSum operation) {
      return Map.of("SignShift", operation.shift());
    }
  }

  /** Direct schemes have the numbers of those that they equal with one hidden layer. */
  private int schemeNumber() {
    return switch (plan.scheme().operator()) {
      case TRANSPOSED_WEIGHTS -> 0;
      case STORED_MATRIX -> 1;
      case SELECTION -> 2;
      case SPARSE -> 3;
      case SIGNS -> 4;
      case TRANSPOSED_SIGNS -> 5;
    };
  }

  private static void quantization(
      Map<String, Integer> parameters, String role, Quantization quantization) {
    format(parameters, role, quantization.format());
    parameters.put(role + "Rounding", ArrayStimulus.ROUNDINGS.indexOf(quantization.rounding()));
    parameters.put(role + "Overflow", number(quantization.overflow()));
  }

  private static int number(Overflow overflow) {
    return switch (overflow) {
      case SAT -> 0;
      case SAT_SYM -> 1;
      case WRAP -> 2;
    };
  }

  private static void format(
      Map<String, Integer> parameters, String role, FixedPointFormat format) {
    parameters.put(role + "Width", format.width());
    parameters.put(role + "Fraction", format.fractionBits());
    parameters.put(role + "Signed", format.signed() ? 1 : 0);
  }
}
