package org.backflow.accelerator;

import java.util.Optional;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.Residency;
import org.backflow.plan.Phase;

/**
 * A training accelerator: arrays, dataflows, vector unit and on-chip memories.
 *
 * @param name the name it is referred to by
 * @param source where its figures come from
 * @param array the forward array, which also computes the updates
 * @param separateFeedbackArray the array that computes the feedback products; nothing where the
 *     forward array does
 * @param dataflows what stays in the array in each phase
 * @param foldSequence how the folds of one product follow each other
 * @param zeroGating whether a multiplier is held back while an operand is zero
 * @param vectorLanes elements that the vector unit takes per cycle, and ports of the router
 * @param clockMegahertz the clock
 * @param memories the capacities of the on-chip memories
 * @param memorySystem how the memories are filled and accessed
 */
public record Accelerator(
    String name,
    String source,
    ArrayShape array,
    Optional<ArrayShape> separateFeedbackArray,
    Dataflows dataflows,
    FoldSequence foldSequence,
    boolean zeroGating,
    int vectorLanes,
    double clockMegahertz,
    Memories memories,
    MemorySystem memorySystem) {

  private static final int WIDEST_SUM_BITS = 64;

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
    if (memorySystem.feedbackStorage() == FeedbackStorage.ARRAY
        && (separateFeedbackArray.isEmpty() || dataflows.feedback() != Dataflow.WS)) {
      throw new IllegalArgumentException(
          "feedbackStorage is array; expected a feedbackArray of its own and the dataflow ws for"
              + " feedback, so that B can stay in it");
    }
    requireRoomForSums(array, separateFeedbackArray.orElse(array), memories, memorySystem);
  }

  /** A step of sums that does not fit would be needed again before it can be read back. */
  private static void requireRoomForSums(
      ArrayShape array, ArrayShape feedbackArray, Memories memories, MemorySystem memorySystem) {
    long bits =
        Residency.activeBits(memories.bits(Memory.ACCUMULATOR), memorySystem.doubleBuffered());
    int columns = Math.max(array.columns(), feedbackArray.columns());
    if (memorySystem.dram().isPresent() && bits < (long) columns * WIDEST_SUM_BITS) {
      throw new IllegalArgumentException(
          "accumulatorKibibytes is "
              + memories.accumulatorKibibytes()
              + "; with dram its active part must hold a sum of "
              + WIDEST_SUM_BITS
              + " bits for each of "
              + columns
              + " columns");
    }
  }

  /** Returns the same accelerator with other memories behind the same capacities. */
  public Accelerator withMemorySystem(MemorySystem other) {
    return new Accelerator(
        name,
        source,
        array,
        separateFeedbackArray,
        dataflows,
        foldSequence,
        zeroGating,
        vectorLanes,
        clockMegahertz,
        memories,
        other);
  }

  /** Returns the array that computes the feedback products. */
  public ArrayShape feedbackArray() {
    return separateFeedbackArray.orElse(array);
  }

  /**
   * Creates an accelerator with every tensor on chip, whose folds follow one another, without
   * gating.
   *
   * @param feedbackArray the forward array itself if it is of the same shape
   */
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
        Optional.of(feedbackArray).filter(shape -> !shape.equals(array)),
        dataflows,
        FoldSequence.SEQUENTIAL,
        false,
        vectorLanes,
        clockMegahertz,
        memories,
        MemorySystem.ON_CHIP);
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

  /** Returns the elements of all arrays. */
  public long elements() {
    return array.elements() + separateFeedbackArray.map(ArrayShape::elements).orElse(0L);
  }

  /** Returns the array that {@code phase} runs on. */
  public ArrayShape array(Phase phase) {
    return phase == Phase.FEEDBACK ? feedbackArray() : array;
  }

  /**
   * Returns the operations per second of the forward array when every element multiplies and adds
   * in every cycle, 2 R C clock: a multiply-accumulate counts as two, as in published peak figures.
   */
  public double peakOperationsPerSecond() {
    return 2.0 * array.elements() * clockMegahertz * 1e6;
  }
}
