package org.backflow.training;

import java.util.Arrays;
import java.util.Optional;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.training.kernel.Blocks;
import org.backflow.training.kernel.FloatKernels;
import org.backflow.training.kernel.Lanes;

/**
 * The feedback path of one network in single precision: e<sub>l</sub> of one sample as a product
 * with a matrix, whatever the operator of the scheme. Adding a product with a zero and multiplying
 * by plus or minus one are exact, so the values are those of the float interpreter, which selects,
 * skips and negates.
 */
final class FloatFeedback {

  private final NetworkShape shape;
  private final PairedStart.Start start;
  private final FloatKernels kernels;

  /** What the errors of layer l are multiplied by: n<sub>source</sub> rows of padded lanes. */
  private final float[][] factors;

  /** F[l] times the scale of the epoch, row by row; empty where the scheme reads the weights. */
  private final float[][] stored;

  /** How the factors of layer l lie: a row per unit of the layer that it listens to. */
  private final Blocks[] rows;

  private final int[] source;
  private final boolean readsWeights;
  private final boolean readsSigns;

  /** Whether the sums are of signed errors. */
  private final boolean signed;

  /** The activations of layer l in padded lanes. */
  private final float[][] units;

  /** What the sums of signed errors of layer l are multiplied by, unit by unit. */
  private final float[][] magnitudes;

  FloatFeedback(NetworkShape shape, PairedStart.Start start, FloatKernels kernels) {
    this.shape = shape;
    this.start = start;
    this.kernels = kernels;
    this.factors = new float[shape.layers()][0];
    this.stored = new float[shape.layers()][0];
    this.magnitudes = new float[shape.layers()][0];
    this.rows = new Blocks[shape.layers()];
    this.source = new int[shape.layers()];
    this.units = new float[shape.layers()][0];
    this.readsWeights = scheme().operator() == FeedbackOperator.TRANSPOSED_WEIGHTS;
    this.readsSigns = scheme().operator() == FeedbackOperator.TRANSPOSED_SIGNS;
    this.signed = readsSigns || scheme().operator() == FeedbackOperator.SIGNS;
    for (int layer = 1; layer < shape.layers(); layer++) {
      source[layer] = scheme().source(shape, layer);
      int sources = shape.width(source[layer]);
      int lanes = Lanes.padded(shape.width(layer));
      rows[layer] = Blocks.single(lanes, sources);
      factors[layer] = new float[sources * lanes];
      units[layer] = new float[lanes];
      magnitudes[layer] = new float[lanes];
      Arrays.fill(magnitudes[layer], magnitudeOfSigns(layer));
    }
  }

  /** A power of two. */
  private float magnitudeOfSigns(int layer) {
    return Math.scalb(1.0f, -scheme().shift(shape, layer));
  }

  /** Sets the scale of the epoch. */
  void scale(double scale) {
    for (int layer = 1; layer < shape.layers(); layer++) {
      Optional<Matrix> matrix = start.feedback(layer);
      if (matrix.isPresent()) {
        stored[layer] = FloatUpperLayers.toFloats(matrix.get(), scale);
        takeStored(layer, matrix.get().rows());
      }
    }
  }

  private void takeStored(int layer, int rows) {
    int units = shape.width(layer);
    int lanes = Lanes.padded(units);
    boolean signs = scheme().operator() == FeedbackOperator.SIGNS;
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < units; unit++) {
        float value = stored[layer][row * units + unit];
        factors[layer][row * lanes + unit] = signs ? sign(value) : value;
      }
    }
    for (int unit = 0; signs && unit < units; unit++) {
      magnitudes[layer][unit] = Math.abs(stored[layer][unit]) * magnitudeOfSigns(layer);
    }
  }

  private static float sign(float value) {
    return value < 0.0f ? -1.0f : 1.0f;
  }

  /** Returns the layer whose deltas {@code layer} listens to. */
  int source(int layer) {
    return source[layer];
  }

  /**
   * Carries W<sub>layer+1</sub> over to the feedback path of {@code layer}, where the scheme reads
   * it. Called after every change of the weights, unless {@link #follow} was.
   *
   * @param blocks how the weights of all networks lie
   * @param network whose they are
   */
  void transport(int layer, float[] weights, Blocks blocks, int network) {
    if (!readsWeights && !readsSigns) {
      return;
    }
    int sources = shape.width(layer + 1);
    int units = shape.width(layer);
    int lanes = rows[layer].lanes();
    float[] transposed = factors[layer];
    for (int unit = 0; unit < units; unit++) {
      int row = blocks.at(unit, network);
      for (int source = 0; source < sources; source++) {
        float weight = weights[row + source];
        transposed[source * lanes + unit] = readsSigns ? sign(weight) : weight;
      }
    }
  }

  /**
   * Changes the feedback path of {@code layer} as a<sup>T</sup> s of a single sample changed
   * W<sub>layer+1</sub>: the same products and sums, which take less than carrying it over.
   *
   * @param a has the activations of {@code layer} from {@code aFrom} on
   * @param s has the steps of the layer above from {@code sFrom} on
   * @return whether that was possible: no signs must be asked for
   */
  boolean follow(int layer, float[] a, int aFrom, float[] s, int sFrom) {
    if (readsWeights) {
      // The lanes that stand for no unit must stay zero.
      System.arraycopy(a, aFrom, units[layer], 0, shape.width(layer));
      kernels.addOuter(s, sFrom, rows[layer], false, factors[layer], units[layer], 0);
    }
    return !readsSigns;
  }

  FeedbackScheme scheme() {
    return start.scheme();
  }

  /** Returns element {@code index} of the stored F<sub>layer</sub>, scaled, row-major. */
  double stored(int layer, int index) {
    return stored[layer][index];
  }

  /**
   * Computes e<sub>layer</sub> of one sample.
   *
   * @param source the deltas of the scheme's source, those of the sample from {@code from} on
   * @param errors receives the padded lanes of the layer from {@code to} on
   */
  void errors(int layer, float[] source, int from, float[] errors, int to) {
    kernels.multiply(source, from, rows[layer], false, factors[layer], errors, to);
    if (signed) {
      for (int lane = 0; lane < magnitudes[layer].length; lane++) {
        errors[to + lane] *= magnitudes[layer][lane];
      }
    }
  }
}
