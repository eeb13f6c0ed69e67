package org.backflow.accelerator;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A published fit or figures: the energy of an event, by the width of words or size of a memory.
 */
public sealed interface EnergyCurve {

  /** {@return the energy in picojoules for one operand of a width, or for several of the same} */
  double atWidth(int bits);

  /** {@return the energy in picojoules for two operands; for equal ones that of their width} */
  double atWidths(int leftBits, int rightBits);

  /** {@return the energy in picojoules of a bit of a memory of some bits} */
  double atMemory(long bits);

  /** {@return whether a width lies within what was published} */
  boolean covers(int bits);

  /** {@return who published it} */
  String source();

  /** {@return the same energy for every width and every size} */
  static EnergyCurve constant(double picojoules, String source) {
    return new Polynomial(List.of(picojoules, 0.0, 0.0), source);
  }

  /**
   * A polynomial in the bits of a word, or in log<sub>2</sub> of the bits of a memory. Of two
   * operands of a and b bits the linear term takes (a + b) / 2 and the quadratic one a b.
   *
   * @param picojoules coefficients, ascending degree
   * @param source who published it
   */
  record Polynomial(List<Double> picojoules, String source) implements EnergyCurve {
    /** Copies the list. */
    public Polynomial {
      picojoules = List.copyOf(picojoules);
      if (picojoules.isEmpty()) {
        throw new IllegalArgumentException("a polynomial without coefficients");
      }
    }

    private double at(double x) {
      double value = 0.0;
      for (int degree = picojoules.size() - 1; degree >= 0; degree--) {
        value = value * x + picojoules.get(degree);
      }
      return value;
    }

    @Override
    public double atWidth(int bits) {
      return at((double) bits);
    }

    @Override
    public double atWidths(int leftBits, int rightBits) {
      return picojoules.get(0)
          + picojoules.get(1) * (leftBits + rightBits) / 2.0
          + picojoules.get(2) * leftBits * rightBits;
    }

    @Override
    public double atMemory(long bits) {
      return at(StrictMath.log((double) bits) / StrictMath.log(2.0));
    }

    @Override
    public boolean covers(int bits) {
      return true;
    }
  }

  /**
   * Figures at a few sizes. Between two neighbours the energy follows the power of the size that
   * meets both, a straight line where both axes are logarithmic; beyond the first and the last one
   * it goes on so, and whoever states the energy says so. A single figure holds for every size.
   *
   * <p>Powers are what the published scalings are: the plug-in of Accelergy for Aladdin scales
   * adders with the width and multipliers with its square, which two points meet everywhere, and
   * the memories of Horowitz (ISSCC 2014) grow from 8 to 32 KiB with the power 0.5 of their size,
   * from there to 1 MiB with 0.46. Two operands of a and b bits count as one width, the root of a
   * b.
   *
   * @param picojoules the positive energy, by a positive number of bits
   * @param source who published them
   */
  record Points(SortedMap<Long, Double> picojoules, String source) implements EnergyCurve {

    /** Checks that all are positive, and copies the map. */
    public Points {
      picojoules = new TreeMap<>(picojoules);
      if (picojoules.isEmpty()) {
        throw new IllegalArgumentException("energies at no point");
      }
      picojoules.forEach(
          (bits, energy) -> {
            if (bits < 1 || !(energy > 0.0)) {
              throw new IllegalArgumentException(
                  energy + " pJ at " + bits + " bits; expected both to be positive");
            }
          });
    }

    /** {@return the bits of the smallest one} */
    public long smallestBits() {
      return picojoules.firstKey();
    }

    /** {@return the bits of the largest one} */
    public long largestBits() {
      return picojoules.lastKey();
    }

    private double at(double bits) {
      NavigableMap<Long, Double> points = (TreeMap<Long, Double>) picojoules;
      long floor = (long) bits;
      Map.Entry<Long, Double> low = points.floorEntry(floor);
      Map.Entry<Long, Double> high = points.higherEntry(floor);
      if (low == null) {
        low = points.firstEntry();
        high = points.higherEntry(low.getKey());
      } else if (high == null) {
        high = low;
        low = points.lowerEntry(high.getKey());
      }
      if (low == null || high == null) {
        return points.firstEntry().getValue();
      }
      return onPowerThrough(low, high, bits);
    }

    private static double onPowerThrough(
        Map.Entry<Long, Double> low, Map.Entry<Long, Double> high, double bits) {
      if (bits == high.getKey()) {
        return high.getValue();
      }
      double power =
          StrictMath.log(high.getValue() / low.getValue())
              / StrictMath.log((double) high.getKey() / low.getKey());
      return low.getValue() * StrictMath.pow(bits / low.getKey(), power);
    }

    @Override
    public double atWidth(int bits) {
      return at((double) bits);
    }

    @Override
    public double atWidths(int leftBits, int rightBits) {
      return at(StrictMath.sqrt((double) leftBits * rightBits));
    }

    @Override
    public double atMemory(long bits) {
      return at((double) bits);
    }

    @Override
    public boolean covers(int bits) {
      return bits >= smallestBits() && bits <= largestBits();
    }
  }
}
