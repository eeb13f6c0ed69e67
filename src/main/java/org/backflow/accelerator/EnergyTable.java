package org.backflow.accelerator;

import java.util.List;

/**
 * Energy per event, from published figures.
 *
 * <p>Rules of interpolation: an addition of n bits costs the polynomial {@code add} at n. A
 * multiplication of a by b bits costs the polynomial {@code multiply}, whose linear term takes (a +
 * b) / 2 and whose quadratic term takes a b, so that it meets the published n by n figures. A bit
 * of a memory of s bits costs the polynomial {@code sramPerBit} at log<sub>2</sub> s, for reads and
 * writes alike; memories below {@code smallestSramBits} cost as much per bit as that size, because
 * no smaller one was published.
 *
 * @param name the name it is referred to by
 * @param technology node and voltage
 * @param multiply in picojoules, of degree 2
 * @param add in picojoules, in the bits of the operands
 * @param sramPerBit in picojoules, in log<sub>2</sub> of the bits of the memory
 * @param smallestSramBits where {@code sramPerBit} starts to hold
 */
public record EnergyTable(
    String name,
    String technology,
    Polynomial multiply,
    Polynomial add,
    Polynomial sramPerBit,
    long smallestSramBits) {

  /** Checks the degree of {@code multiply}. */
  public EnergyTable {
    if (multiply.picojoules().size() != 3) {
      throw new IllegalArgumentException(
          "multiply has "
              + multiply.picojoules().size()
              + " coefficients; expected 3, of degree 0, 1 and 2");
    }
    if (smallestSramBits < 1) {
      throw new IllegalArgumentException(
          "smallestSramBits is " + smallestSramBits + "; expected at least 1");
    }
  }

  /**
   * A published fit or figure.
   *
   * @param picojoules coefficients, ascending degree
   * @param source who published it
   */
  public record Polynomial(List<Double> picojoules, String source) {
    /** Copies the list. */
    public Polynomial {
      picojoules = List.copyOf(picojoules);
      if (picojoules.isEmpty()) {
        throw new IllegalArgumentException("a polynomial without coefficients");
      }
    }

    double at(double x) {
      double value = 0.0;
      for (int degree = picojoules.size() - 1; degree >= 0; degree--) {
        value = value * x + picojoules.get(degree);
      }
      return value;
    }
  }

  /** Returns the energy of one multiplication of {@code leftBits} by {@code rightBits} bits. */
  public double multiplyPicojoules(int leftBits, int rightBits) {
    List<Double> coefficients = multiply.picojoules();
    return coefficients.get(0)
        + coefficients.get(1) * (leftBits + rightBits) / 2.0
        + coefficients.get(2) * leftBits * rightBits;
  }

  /** Returns the energy of one addition of {@code bits} bits. */
  public double addPicojoules(int bits) {
    return add.at(bits);
  }

  /** Returns the energy of one bit read from or written to a memory of {@code memoryBits} bits. */
  public double sramPicojoulesPerBit(long memoryBits) {
    double size = Math.max(memoryBits, smallestSramBits);
    return sramPerBit.at(StrictMath.log(size) / StrictMath.log(2.0));
  }

  /** Returns what {@code operation} consumes with on-chip memories of the given capacities. */
  public Energy energy(OperationCost operation, Accelerator.Memories memories) {
    double multiplies = 0.0;
    double additions = 0.0;
    double lookUps = 0.0;
    for (Arithmetic event : operation.arithmetic()) {
      switch (event.kind()) {
        case MULTIPLY ->
            multiplies += event.count() * multiplyPicojoules(event.leftBits(), event.rightBits());
        case ADD ->
            additions +=
                event.count() * addPicojoules(Math.max(event.leftBits(), event.rightBits()));
        case LOOK_UP -> {
          long tableBits = (long) event.leftBits() * event.rightBits();
          lookUps += event.count() * event.leftBits() * sramPicojoulesPerBit(tableBits);
        }
      }
    }
    double sram = 0.0;
    for (Traffic traffic : operation.traffic()) {
      sram += traffic.bits() * sramPicojoulesPerBit(memories.bits(traffic.memory()));
    }
    return new Energy(multiplies, additions, lookUps, sram);
  }
}
