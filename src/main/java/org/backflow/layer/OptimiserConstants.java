package org.backflow.layer;

/** The ranges of the constants of optimisers. */
final class OptimiserConstants {

  private OptimiserConstants() {}

  static void requireMomentum(String optimiser, double momentum) {
    if (!(momentum > 0.0 && momentum < 1.0)) {
      throw new IllegalArgumentException(
          "momentum of " + optimiser + " is " + momentum + "; expected above 0 and below 1");
    }
  }

  static void requireWeightDecay(double weightDecay) {
    if (!(weightDecay >= 0.0 && weightDecay < 1.0)) {
      throw new IllegalArgumentException(
          "weightDecay is " + weightDecay + "; expected 0 or more, and below 1");
    }
  }
}
