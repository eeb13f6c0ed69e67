package org.backflow.training;

import java.util.Optional;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;

/**
 * The feedback path of one network in fixed point: e<sub>l</sub> of one unit and sample, by the
 * operator of the scheme, word for word as the fixed-point interpreter forms it.
 */
final class FixedPointFeedback {

  private final NetworkShape shape;
  private final PairedStart.Start start;
  private final FixedPointArithmetic arithmetic;
  private final boolean scaled;
  private final int[][][] connections;

  /** How the accumulators of layer l become words. */
  private final Conversion[] conversions;

  /** F[l] times the scale of the epoch; empty where the scheme reads the weights. */
  private final int[][] feedback;

  /**
   * Creates the path.
   *
   * @param scaled whether stored feedback is multiplied by a scale that grows over the epochs
   */
  FixedPointFeedback(
      NetworkShape shape,
      PairedStart.Start start,
      FixedPointArithmetic arithmetic,
      boolean scaled) {
    this.shape = shape;
    this.start = start;
    this.arithmetic = arithmetic;
    this.scaled = scaled;
    this.connections = Connections.of(shape, start);
    this.feedback = new int[shape.layers()][0];
    this.conversions = new Conversion[shape.layers()];
    for (int layer = 1; layer < shape.layers(); layer++) {
      conversions[layer] =
          arithmetic
              .delta()
              .from(
                  arithmetic.format(Role.DELTA).fractionBits()
                      + factorFractionBits()
                      + start.scheme().shift(shape, layer));
    }
  }

  private int factorFractionBits() {
    return switch (start.scheme().operator()) {
      case TRANSPOSED_WEIGHTS -> arithmetic.format(Role.WEIGHT).fractionBits();
      case STORED_MATRIX, SPARSE -> arithmetic.format(Role.FEEDBACK).fractionBits();
      case SELECTION, SIGNS -> scaled ? arithmetic.format(Role.FEEDBACK).fractionBits() : 0;
      case TRANSPOSED_SIGNS -> 0;
    };
  }

  void scale(double scale) {
    for (int layer = 1; layer < shape.layers(); layer++) {
      Optional<Matrix> matrix = start.feedback().get(layer - 1);
      if (matrix.isPresent()) {
        feedback[layer] = FixedPointNetwork.codes(matrix.get(), arithmetic, Role.FEEDBACK, scale);
      }
    }
  }

  FeedbackScheme scheme() {
    return start.scheme();
  }

  /** Returns element {@code index} of the stored F<sub>layer</sub>, scaled, row-major. */
  double stored(int layer, int index) {
    return arithmetic.format(Role.FEEDBACK).toDouble(feedback[layer][index]);
  }

  /**
   * Returns e<sub>layer</sub> of {@code unit}.
   *
   * @param source the deltas of the scheme's source, those of the sample from {@code from} on
   * @param weights W<sub>layer+1</sub>
   * @param random the registers of the layer
   */
  int error(int layer, int unit, int[] source, int from, int[] weights, RandomBits random) {
    if (start.scheme().operator() == FeedbackOperator.SELECTION && !scaled) {
      return source[from + connections[layer][unit][0]];
    }
    long sum = sum(layer, unit, source, from, weights);
    return (int) conversions[layer].apply(sum, random, unit);
  }

  private long sum(int layer, int unit, int[] source, int from, int[] weights) {
    int sources = shape.width(start.scheme().source(shape, layer));
    int units = shape.width(layer);
    int[] stored = feedback[layer];
    long sum = 0;
    switch (start.scheme().operator()) {
      case TRANSPOSED_WEIGHTS -> {
        for (int k = 0; k < sources; k++) {
          sum += (long) source[from + k] * weights[unit * sources + k];
        }
      }
      case STORED_MATRIX -> {
        for (int k = 0; k < sources; k++) {
          sum += (long) source[from + k] * stored[k * units + unit];
        }
      }
      case SELECTION, SPARSE -> {
        for (int selected : connections[layer][unit]) {
          sum += (long) source[from + selected] * stored[selected * units + unit];
        }
      }
      case SIGNS -> {
        for (int k = 0; k < sources; k++) {
          sum += stored[k * units + unit] < 0 ? -(long) source[from + k] : source[from + k];
        }
        sum *= scaled ? Math.abs((long) stored[unit]) : 1L;
      }
      case TRANSPOSED_SIGNS -> {
        for (int k = 0; k < sources; k++) {
          sum += weights[unit * sources + k] < 0 ? -(long) source[from + k] : source[from + k];
        }
      }
    }
    return sum;
  }
}
