package org.backflow.training;

import java.util.Optional;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.training.kernel.Blocks;
import org.backflow.training.kernel.ExactProduct;
import org.backflow.training.kernel.FixedPointKernels;
import org.backflow.training.kernel.Lanes;
import org.backflow.training.kernel.RowUpdate;

/**
 * The feedback path of one network in fixed point: e<sub>l</sub> of one sample as a product with a
 * matrix of codes, whatever the operator of the scheme. Sums are exact, so the words are those of
 * the fixed-point interpreter, which selects, skips, negates and scales.
 */
final class FixedPointFeedback {

  /** Registers from which nothing is drawn. */
  private static final RandomBits UNUSED = RandomBits.of(0, 0, 0);

  private final NetworkShape shape;
  private final PairedStart.Start start;
  private final FixedPointArithmetic arithmetic;
  private final FixedPointKernels kernels;
  private final boolean scaled;

  /** How the accumulators of layer l become words. */
  private final ExactProduct[] products;

  /** What the deltas are multiplied by for layer l: n<sub>source</sub> rows of padded lanes. */
  private final int[][] factors;

  /** How the factors of layer l lie. */
  private final Blocks[] rows;

  private final int[] source;
  private final boolean readsWeights;
  private final boolean readsSigns;

  /** How the weights above a hidden layer take in the changes of a step. */
  private final RowUpdate update;

  /** The activations of layer l in padded lanes. */
  private final int[][] units;

  /** F[l] times the scale of the epoch, row by row; empty where the scheme reads the weights. */
  private final int[][] stored;

  /**
   * Creates the path.
   *
   * @param scaled whether stored feedback is multiplied by a scale that grows over the epochs
   */
  FixedPointFeedback(
      NetworkShape shape,
      PairedStart.Start start,
      FixedPointArithmetic arithmetic,
      boolean scaled,
      FixedPointKernels kernels) {
    this.shape = shape;
    this.start = start;
    this.arithmetic = arithmetic;
    this.kernels = kernels;
    this.scaled = scaled;
    this.stored = new int[shape.layers()][0];
    this.factors = new int[shape.layers()][0];
    this.products = new ExactProduct[shape.layers()];
    this.rows = new Blocks[shape.layers()];
    this.source = new int[shape.layers()];
    this.units = new int[shape.layers()][0];
    this.readsWeights = scheme().operator() == FeedbackOperator.TRANSPOSED_WEIGHTS;
    this.readsSigns = scheme().operator() == FeedbackOperator.TRANSPOSED_SIGNS;
    this.update = RowUpdate.of(arithmetic, Role.ACTIVATION, arithmetic.sigmoid().one());
    for (int layer = 1; layer < shape.layers(); layer++) {
      int fractionBits =
          arithmetic.format(Role.DELTA).fractionBits()
              + factorFractionBits()
              + scheme().shift(shape, layer);
      products[layer] =
          ExactProduct.of(
              arithmetic.format(Role.DELTA).maxMagnitude(),
              largestFactor(),
              arithmetic.delta().from(fractionBits));
      source[layer] = scheme().source(shape, layer);
      int sources = shape.width(source[layer]);
      int lanes = Lanes.padded(shape.width(layer));
      rows[layer] = Blocks.single(lanes, sources);
      factors[layer] = new int[sources * lanes];
      units[layer] = new int[lanes];
    }
  }

  private int factorFractionBits() {
    return switch (scheme().operator()) {
      case TRANSPOSED_WEIGHTS -> arithmetic.format(Role.WEIGHT).fractionBits();
      case STORED_MATRIX, SPARSE -> arithmetic.format(Role.FEEDBACK).fractionBits();
      case SELECTION, SIGNS -> scaled ? arithmetic.format(Role.FEEDBACK).fractionBits() : 0;
      case TRANSPOSED_SIGNS -> 0;
    };
  }

  private long largestFactor() {
    return switch (scheme().operator()) {
      case TRANSPOSED_WEIGHTS -> arithmetic.format(Role.WEIGHT).maxMagnitude();
      case STORED_MATRIX, SPARSE -> arithmetic.format(Role.FEEDBACK).maxMagnitude();
      case SELECTION, SIGNS -> scaled ? arithmetic.format(Role.FEEDBACK).maxMagnitude() : 1;
      case TRANSPOSED_SIGNS -> 1;
    };
  }

  void scale(double scale) {
    for (int layer = 1; layer < shape.layers(); layer++) {
      Optional<Matrix> matrix = start.feedback(layer);
      if (matrix.isPresent()) {
        stored[layer] = FixedPointUpperLayers.codes(matrix.get(), arithmetic, Role.FEEDBACK, scale);
        takeStored(layer, matrix.get());
      }
    }
  }

  private void takeStored(int layer, Matrix matrix) {
    int units = shape.width(layer);
    int lanes = rows[layer].lanes();
    for (int row = 0; row < matrix.rows(); row++) {
      for (int unit = 0; unit < units; unit++) {
        int code = stored[layer][row * units + unit];
        factors[layer][row * lanes + unit] =
            switch (scheme().operator()) {
              case SELECTION -> scaled || matrix.get(row, unit) == 0.0 ? code : 1;
              case SIGNS -> sign(code) * (scaled ? Math.abs(stored[layer][unit]) : 1);
              case TRANSPOSED_WEIGHTS, STORED_MATRIX, SPARSE, TRANSPOSED_SIGNS -> code;
            };
      }
    }
  }

  private static int sign(int code) {
    return code < 0 ? -1 : 1;
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
  void transport(int layer, int[] weights, Blocks blocks, int network) {
    if (!readsWeights && !readsSigns) {
      return;
    }
    int sources = shape.width(layer + 1);
    int units = shape.width(layer);
    int lanes = rows[layer].lanes();
    int[] transposed = factors[layer];
    for (int unit = 0; unit < units; unit++) {
      int row = blocks.at(unit, network);
      for (int source = 0; source < sources; source++) {
        int code = weights[row + source];
        transposed[source * lanes + unit] = readsSigns ? sign(code) : code;
      }
    }
  }

  /**
   * Changes the feedback path of {@code layer} as a<sup>T</sup> g of a single sample changed
   * W<sub>layer+1</sub>, which takes less than carrying it over.
   *
   * @param a has the activations of {@code layer} from {@code aFrom} on
   * @param g has the gradients of the layer above from {@code gFrom} on
   * @return whether that was possible: rounding must not draw, and no signs be asked for
   */
  boolean follow(int layer, int[] a, int aFrom, int[] g, int gFrom) {
    if (readsSigns || arithmetic.weight().rounding() == Rounding.STOCHASTIC) {
      return false;
    }
    if (readsWeights) {
      // The lanes that stand for no unit must stay zero.
      System.arraycopy(a, aFrom, units[layer], 0, shape.width(layer));
      kernels.subtractOuter(g, gFrom, rows[layer], 0, factors[layer], units[layer], update, UNUSED);
    }
    return true;
  }

  FeedbackScheme scheme() {
    return start.scheme();
  }

  /** Returns element {@code index} of the stored F<sub>layer</sub>, scaled, row-major. */
  double stored(int layer, int index) {
    return arithmetic.format(Role.FEEDBACK).toDouble(stored[layer][index]);
  }

  /**
   * Computes e<sub>layer</sub> of one sample.
   *
   * @param source the deltas of the scheme's source, those of the sample from {@code from} on
   * @param random the registers of the layer, this network's from {@code register} on
   * @param errors receives the padded lanes of the layer from {@code to} on
   */
  void errors(
      int layer, int[] source, int from, RandomBits random, int register, int[] errors, int to) {
    kernels.multiply(
        source,
        from,
        rows[layer],
        0,
        factors[layer],
        products[layer],
        random,
        register,
        errors,
        to);
  }
}
