package org.backflow.accelerator;

import org.backflow.plan.Phase;

/**
 * A training accelerator: arrays, dataflows, vector unit and on-chip memories.
 *
 * @param name the name it is referred to by
 * @param source where its figures come from
 * @param array the forward array, which also computes the updates
 * @param feedbackArray the array that computes the feedback products; equal to {@code array} where
 *     one array is shared
 * @param dataflows what stays in the array in each phase
 * @param foldSequence how the folds of one product follow each other
 * @param zeroGating whether a multiplier is held back while an operand is zero
 * @param vectorLanes elements that the vector unit takes per cycle, and ports of the router
 * @param clockMegahertz the clock
 * @param memories the capacities of the on-chip memories
 */
public record Accelerator(
    String name,
    String source,
    ArrayShape array,
    ArrayShape feedbackArray,
    Dataflows dataflows,
    FoldSequence foldSequence,
    boolean zeroGating,
    int vectorLanes,
    double clockMegahertz,
    Memories memories) {

  /** Checks the ranges. */
  public Accelerator {
    if (vectorLanes < 1 || vectorLanes > ArrayShape.MAX_SIDE) {
      throw new IllegalArgumentException(
          "vectorLanes is " + vectorLanes + "; expected 1 to " + ArrayShape.MAX_SIDE);
    }
    if (!(clockMegahertz > 0.0) || Double.isInfinite(clockMegahertz)) {
      throw new IllegalArgumentException(
          "clockMegahertz is " + clockMegahertz + "; expected a positive number");
    }
  }

  /** Creates an accelerator whose folds follow one another, without gating. */
  public Accelerator(
      String name,
      String source,
      ArrayShape array,
      ArrayShape feedbackArray,
      Dataflows dataflows,
      int vectorLanes,
      double clockMegahertz,
      Memories memories) {
    this(
        name,
        source,
        array,
        feedbackArray,
        dataflows,
        FoldSequence.SEQUENTIAL,
        false,
        vectorLanes,
        clockMegahertz,
        memories);
  }

  /** The dataflow of each phase that runs on an array. */
  public record Dataflows(Dataflow forward, Dataflow feedback, Dataflow update) {
    /** Returns the same dataflow for every phase. */
    public static Dataflows all(Dataflow dataflow) {
      return new Dataflows(dataflow, dataflow, dataflow);
    }

    Dataflow of(Phase phase) {
      return switch (phase) {
        case FORWARD -> forward;
        case FEEDBACK -> feedback;
        case UPDATE -> update;
        case OUTPUT_ERROR ->
            throw new IllegalArgumentException("the output error runs on the vector unit");
      };
    }
  }

  /**
   * Capacities, which set the energy of an access.
   *
   * @param activationKibibytes inputs, activations, errors and gradients
   * @param weightKibibytes W
   * @param feedbackKibibytes B, its signs, or the selections of one-hot and sparse feedback
   * @param accumulatorKibibytes partial sums
   */
  public record Memories(
      int activationKibibytes,
      int weightKibibytes,
      int feedbackKibibytes,
      int accumulatorKibibytes) {
    /** Checks that every memory exists. */
    public Memories {
      requirePositive("activationKibibytes", activationKibibytes);
      requirePositive("weightKibibytes", weightKibibytes);
      requirePositive("feedbackKibibytes", feedbackKibibytes);
      requirePositive("accumulatorKibibytes", accumulatorKibibytes);
    }

    private static void requirePositive(String name, int kibibytes) {
      if (kibibytes < 1 || kibibytes > 1 << 20) {
        throw new IllegalArgumentException(
            name + " is " + kibibytes + "; expected 1 to " + (1 << 20));
      }
    }

    /** Returns the bits of {@code memory}. */
    long bits(Memory memory) {
      int kibibytes =
          switch (memory) {
            case ACTIVATION -> activationKibibytes;
            case WEIGHT -> weightKibibytes;
            case FEEDBACK -> feedbackKibibytes;
            case ACCUMULATOR -> accumulatorKibibytes;
          };
      return kibibytes * 8192L;
    }
  }

  /** Returns the array that {@code phase} runs on. */
  public ArrayShape array(Phase phase) {
    return phase == Phase.FEEDBACK ? feedbackArray : array;
  }

  /**
   * Returns the operations per second of the forward array when every element multiplies and adds
   * in every cycle, 2 R C clock: a multiply-accumulate counts as two, as in published peak figures.
   */
  public double peakOperationsPerSecond() {
    return 2.0 * array.elements() * clockMegahertz * 1e6;
  }
}
