package org.backflow.training;

import java.util.Optional;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;

/**
 * The feedback path of one network in single precision: e<sub>l</sub> of one unit and sample, by
 * the operator of the scheme. Sums run in the order of the float interpreter.
 */
final class FloatFeedback {

  private final NetworkShape shape;
  private final PairedStart.Start start;
  private final int[][][] connections;

  /** F[l] times the scale of the epoch; empty where the scheme reads the weights. */
  private final float[][] feedback;

  /** What the sums of signed errors of layer l are multiplied by, a power of two. */
  private final float[] signMagnitudes;

  FloatFeedback(NetworkShape shape, PairedStart.Start start) {
    this.shape = shape;
    this.start = start;
    this.connections = Connections.of(shape, start);
    this.feedback = new float[shape.layers()][0];
    this.signMagnitudes = new float[shape.layers()];
    for (int layer = 1; layer < shape.layers(); layer++) {
      signMagnitudes[layer] = Math.scalb(1.0f, -start.scheme().shift(shape, layer));
    }
  }

  void scale(double scale) {
    for (int layer = 1; layer < shape.layers(); layer++) {
      Optional<Matrix> matrix = start.feedback().get(layer - 1);
      if (matrix.isPresent()) {
        feedback[layer] = FloatNetwork.toFloats(matrix.get(), scale);
      }
    }
  }

  FeedbackScheme scheme() {
    return start.scheme();
  }

  /** Returns element {@code index} of the stored F<sub>layer</sub>, scaled, row-major. */
  double stored(int layer, int index) {
    return feedback[layer][index];
  }

  /**
   * Returns e<sub>layer</sub> of {@code unit}.
   *
   * @param source the deltas of the scheme's source, those of the sample from {@code from} on
   * @param weights W<sub>layer+1</sub>
   */
  float error(int layer, int unit, float[] source, int from, float[] weights) {
    int sources = shape.width(start.scheme().source(shape, layer));
    int units = shape.width(layer);
    float[] stored = feedback[layer];
    float error = 0.0f;
    switch (start.scheme().operator()) {
      case TRANSPOSED_WEIGHTS -> {
        for (int k = 0; k < sources; k++) {
          error += source[from + k] * weights[unit * sources + k];
        }
      }
      case STORED_MATRIX -> {
        for (int k = 0; k < sources; k++) {
          error += source[from + k] * stored[k * units + unit];
        }
      }
      case SELECTION -> {
        int selected = connections[layer][unit][0];
        error = source[from + selected] * stored[selected * units + unit];
      }
      case SPARSE -> {
        for (int selected : connections[layer][unit]) {
          error += source[from + selected] * stored[selected * units + unit];
        }
      }
      case SIGNS -> {
        for (int k = 0; k < sources; k++) {
          error += stored[k * units + unit] < 0.0f ? -source[from + k] : source[from + k];
        }
        error *= Math.abs(stored[unit]) * signMagnitudes[layer];
      }
      case TRANSPOSED_SIGNS -> {
        for (int k = 0; k < sources; k++) {
          error += weights[unit * sources + k] < 0.0f ? -source[from + k] : source[from + k];
        }
        error *= signMagnitudes[layer];
      }
    }
    return error;
  }
}
