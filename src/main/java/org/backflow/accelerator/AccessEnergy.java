package org.backflow.accelerator;

/** The energy of reading and writing one memory. */
public sealed interface AccessEnergy {

  /** Returns the energy of {@code traffic} with a memory of {@code memoryBits} bits. */
  double picojoules(Traffic traffic, long memoryBits);

  /** Returns what a memory of {@code memoryBits} bits leaks in one cycle. */
  double leakagePicojoulesPerCycle(long memoryBits);

  /** Returns who published it. */
  String source();

  /**
   * So much per bit, reads and writes alike, as a polynomial in log<sub>2</sub> of the bits of the
   * memory. A memory below {@code smallestBits} costs as much per bit as one of that size, because
   * no smaller one was published.
   *
   * @param perBit in picojoules; of degree zero where the size does not matter
   * @param smallestBits where {@code perBit} starts to hold, at least 1
   * @param leakagePicojoulesPerBitCycle what a bit leaks in one cycle; zero where nobody says
   */
  record PerBit(
      EnergyTable.Polynomial perBit, long smallestBits, double leakagePicojoulesPerBitCycle)
      implements AccessEnergy {

    /** Checks the range. */
    public PerBit {
      if (smallestBits < 1) {
        throw new IllegalArgumentException(
            "smallestBits is " + smallestBits + "; expected at least 1");
      }
    }

    double picojoulesPerBit(long memoryBits) {
      double size = Math.max(memoryBits, smallestBits);
      return perBit.at(StrictMath.log(size) / StrictMath.log(2.0));
    }

    @Override
    public double picojoules(Traffic traffic, long memoryBits) {
      return traffic.bits() * picojoulesPerBit(memoryBits);
    }

    @Override
    public double leakagePicojoulesPerCycle(long memoryBits) {
      return leakagePicojoulesPerBitCycle * memoryBits;
    }

    @Override
    public String source() {
      return perBit.source();
    }
  }

  /**
   * So much per word, whatever its width and the size of the memory: for tables that were made for
   * one design.
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
    public double leakagePicojoulesPerCycle(long memoryBits) {
      return leakagePicojoulesPerCycle;
    }
  }
}
