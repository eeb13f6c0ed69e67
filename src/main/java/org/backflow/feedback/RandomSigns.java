package org.backflow.feedback;

import java.util.Optional;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/**
 * Feedback alignment by signs: F<sub>l</sub> = 2<sup>-s</sup> S<sub>l</sub>, where S<sub>l</sub> is
 * fixed and random, of +1 and -1. It is the random matrix of Lillicrap, Cownden, Tweed, Akerman
 * 2016, arXiv 1411.0247, reduced to its signs: these are what matters by Liao, Leibo, Poggio 2016,
 * arXiv 1510.05067. Errors are added and subtracted, and the hardware regenerates the signs.
 *
 * <p>The signs of unit j are the low bits of a register of its own ({@link
 * org.backflow.fixedpoint.Lfsr}), stepped once per row from {@code firstState(seed, layer, j)}; a
 * one is plus. The magnitude is that of {@link SignMagnitude}.
 */
final class RandomSigns implements FeedbackScheme {

  @Override
  public String name() {
    return "sign";
  }

  @Override
  public String description() {
    return "fixed random signs, a power of two in size";
  }

  @Override
  public String publication() {
    return "Lillicrap et al. 2016, arXiv 1411.0247; Liao, Leibo, Poggio 2016, arXiv 1510.05067";
  }

  @Override
  public FeedbackOperator operator() {
    return FeedbackOperator.SIGNS;
  }

  @Override
  public boolean waitsForWeights() {
    return false;
  }

  @Override
  public int shift(NetworkShape network, int layer) {
    return SignMagnitude.shift(network, layer);
  }

  @Override
  public Optional<Matrix> draw(
      NetworkShape network, int layer, Initialization initialization, RandomStream random) {
    return Optional.of(
        signs(network.width(layer + 1), network.width(layer), layer, random.nextLong()));
  }

  /** Returns the signs that the registers seeded from (seed, layer, unit) produce, row by row. */
  static Matrix signs(int sources, int units, int layer, long seed) {
    Matrix matrix = Matrix.zeros(sources, units);
    for (int unit = 0; unit < units; unit++) {
      int state = Lfsr.firstState(seed, layer, unit);
      for (int source = 0; source < sources; source++) {
        matrix.set(source, unit, (state & 1) == 1 ? 1.0 : -1.0);
        state = Lfsr.next(state);
      }
    }
    return matrix;
  }
}
