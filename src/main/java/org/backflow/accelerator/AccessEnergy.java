package org.backflow.accelerator;

/** The energy of reading and writing one memory. */
public sealed interface AccessEnergy {

  /** Returns the energy of {@code traffic} with a memory of {@code memoryBits} bits. */
  double picojoules(Traffic traffic, long memoryBits);

  /** Returns what it leaks in one cycle where it serves {@code servedBits} bits of memory. */
  double leakagePicojoulesPerCycle(long servedBits);

  /** Returns whether a memory of {@code memoryBits} bits is smaller than any that was published. */
  boolean isBelowSmallest(long memoryBits);

  /** Returns whether a memory of {@code memoryBits} bits is larger than any that was published. */
  boolean isExtrapolatedTo(long memoryBits);

  /** Returns the bits of the smallest memory that was published. */
  long smallestBits();

  /** Returns the bits of the largest memory that was published. */
  long largestBits();

  /** Returns who published it. */
  String source();

  /**
   * So much per bit, reads and writes alike, by the size of the memory. A memory below {@code
   * smallestBits} costs as much per bit as one of that size, because no smaller one was published.
   * Above {@code largestBits} the curve goes on, and whoever states the energy says so.
   *
   * @param perBit in picojoules; constant where the size does not matter
   * @param smallestBits where {@code perBit} starts to hold, at least 1
   * @param largestBits where it ends, at least {@code smallestBits}
   * @param leakagePicojoulesPerBitCycle what a bit leaks in one cycle; zero where nobody says
   */
  record PerBit(
      EnergyCurve perBit, long smallestBits, long largestBits, double leakagePicojoulesPerBitCycle)
      implements AccessEnergy {

    /** Checks the range. */
    public PerBit {
      if (smallestBits < 1) {
        throw new IllegalArgumentException(
            "smallestBits is " + smallestBits + "; expected at least 1");
      }
      if (largestBits < smallestBits) {
        throw new IllegalArgumentException(
            "largestBits is " + largestBits + "; expected at least smallestBits, " + smallestBits);
      }
    }

    /** Creates the energy of memories of any size from {@code smallestBits} on. */
    public PerBit(EnergyCurve perBit, long smallestBits, double leakagePicojoulesPerBitCycle) {
      this(perBit, smallestBits, Long.MAX_VALUE, leakagePicojoulesPerBitCycle);
    }

    double picojoulesPerBit(long memoryBits) {
      return perBit.atMemory(Math.max(memoryBits, smallestBits));
    }

    @Override
    public double picojoules(Traffic traffic, long memoryBits) {
      return traffic.bits() * picojoulesPerBit(memoryBits);
    }

    @Override
    public double leakagePicojoulesPerCycle(long servedBits) {
      return leakagePicojoulesPerBitCycle * servedBits;
    }

    @Override
    public boolean isBelowSmallest(long memoryBits) {
      return memoryBits < smallestBits;
    }

    @Override
    public boolean isExtrapolatedTo(long memoryBits) {
      return memoryBits > largestBits;
    }

    @Override
    public String source() {
      return perBit.source();
    }
  }

  /**
   * So much per word, whatever its width and the size of the memory: for tables that were made for
   * one design. Memories with equal figures of one source are one component, which leaks once.
   *
   * @param readPicojoules of one word read
   * @param writePicojoules of one word written
   * @param leakagePicojoulesPerCycle of the whole memory
   * @param source who says so
   */
  record PerWord(
      double readPicojoules,
      double writePicojoules,
      double leakagePicojoulesPerCycle,
      String source)
      implements AccessEnergy {

    @Override
    public double picojoules(Traffic traffic, long memoryBits) {
      return traffic.reads() * readPicojoules + traffic.writes() * writePicojoules;
    }

    @Override
    public double leakagePicojoulesPerCycle(long servedBits) {
      return leakagePicojoulesPerCycle;
    }

    @Override
    public boolean isBelowSmallest(long memoryBits) {
      return false;
    }

    @Override
    public long smallestBits() {
      return 1;
    }

    @Override
    public boolean isExtrapolatedTo(long memoryBits) {
      return false;
    }

    @Override
    public long largestBits() {
      return Long.MAX_VALUE;
    }
  }
}
