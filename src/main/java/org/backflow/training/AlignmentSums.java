package org.backflow.training;

import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.network.Matrix;
import org.backflow.statistics.Pearson;

/**
 * What feeds back to one hidden layer, and the sums over the samples of how its errors agree with
 * those of backpropagation.
 */
final class AlignmentSums {
  private final Matrix weights;
  private final Matrix feedback;
  private double degrees;
  private long aligned;
  private long samples;
  private double squares;
  private long probed;

  /**
   * Creates sums of no sample.
   *
   * @param weights W<sub>l+1</sub> transposed, without its bias row
   * @param feedback F<sub>l</sub> as it is applied
   */
  AlignmentSums(Matrix weights, Matrix feedback) {
    this.weights = weights;
    this.feedback = feedback;
  }

  /**
   * Returns F as {@code scheme} applies it.
   *
   * @param shift by which its signs are shifted right
   * @param weights those that it stands in for, transposed
   * @param stored what it stores; asked only where it stores something
   */
  static Matrix applied(FeedbackScheme scheme, int shift, Matrix weights, Supplier<Matrix> stored) {
    double magnitude = Math.scalb(1.0, -shift);
    return switch (scheme.operator()) {
      case TRANSPOSED_WEIGHTS -> weights;
      case TRANSPOSED_SIGNS -> {
        Matrix signs = weights.copy();
        for (int i = 0; i < signs.values().length; i++) {
          signs.values()[i] = signs.values()[i] < 0.0 ? -magnitude : magnitude;
        }
        yield signs;
      }
      case STORED_MATRIX, SELECTION, SPARSE, SIGNS -> stored.get().times(magnitude);
    };
  }

  Matrix weights() {
    return weights;
  }

  Matrix feedback() {
    return feedback;
  }

  /** Adds a sample's error as it is carried back and as backpropagation would carry it. */
  void compare(double[] carried, double[] reference) {
    double norms = Math.sqrt(dot(carried, carried) * dot(reference, reference));
    if (norms > 0.0) {
      double product = dot(carried, reference);
      double cosine = Math.max(-1.0, Math.min(1.0, product / norms));
      degrees += Math.toDegrees(StrictMath.acos(cosine));
      aligned += product > 0.0 ? 1 : 0;
      samples++;
    }
  }

  /** Adds the gradient of a sample by the preactivations. */
  void addGradient(double[] delta) {
    squares += dot(delta, delta);
    probed++;
  }

  /**
   * Returns what was measured.
   *
   * @param comparable whether the elements of the two matrices mean the same
   */
  FeedbackAlignment measured(boolean comparable) {
    double norm = Math.sqrt(dot(weights.values(), weights.values()));
    return new FeedbackAlignment(
        comparable
            ? Pearson.correlation(weights.values(), feedback.values())
            : OptionalDouble.empty(),
        samples > 0 ? OptionalDouble.of(degrees / samples) : OptionalDouble.empty(),
        samples > 0 ? OptionalDouble.of((double) aligned / samples) : OptionalDouble.empty(),
        norm > 0.0
            ? OptionalDouble.of(Math.sqrt(dot(feedback.values(), feedback.values())) / norm)
            : OptionalDouble.empty(),
        probed > 0 ? OptionalDouble.of(Math.sqrt(squares / probed)) : OptionalDouble.empty());
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0.0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
