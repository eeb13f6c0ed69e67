package org.backflow.network;

import org.backflow.random.RandomStream;

/**
 * The law that initial weights, and the feedback matrices that stand in for them, are drawn from.
 */
public enum Initialization {
  /**
   * N(0, 1) / sqrt(fan_in + 1), the bias counted as an input: the initialisation of the experiment
   * at siarez.com ("Backpropagation using random feedback weights", 2017; code
   * siarez/random_feedback_weights).
   */
  NORMAL_FAN_IN_PLUS_ONE("normal/sqrt(fan_in+1)") {
    @Override
    double draw(RandomStream random, int fanIn) {
      return random.nextGaussian() / Math.sqrt(fanIn + 1.0);
    }
  },
  /** N(0, 1) / sqrt(fan_in). */
  NORMAL_FAN_IN("normal/sqrt(fan_in)") {
    @Override
    double draw(RandomStream random, int fanIn) {
      return random.nextGaussian() / Math.sqrt(fanIn);
    }
  },
  /**
   * N(0, 1) / sqrt(fan_in / 2), for rectified units (He, Zhang, Ren, Sun 2015, "Delving deep into
   * rectifiers", arXiv 1502.01852, eq. 10).
   */
  NORMAL_HALF_FAN_IN("normal/sqrt(fan_in/2)") {
    @Override
    double draw(RandomStream random, int fanIn) {
      return random.nextGaussian() / Math.sqrt(fanIn / 2.0);
    }
  },
  /** Uniform within plus and minus 1 / sqrt(fan_in). */
  UNIFORM_FAN_IN("uniform/sqrt(fan_in)") {
    @Override
    double draw(RandomStream random, int fanIn) {
      return (2.0 * random.nextDouble() - 1.0) / Math.sqrt(fanIn);
    }
  };

  private final String label;

  Initialization(String label) {
    this.label = label;
  }

  /** Returns the name as it is written in an experiment file. */
  public String label() {
    return label;
  }

  /** Returns one weight of a unit with {@code fanIn} inputs, the bias not counted. */
  abstract double draw(RandomStream random, int fanIn);

  /** Returns W<sub>layer</sub> of dense layers. */
  public Matrix weights(NetworkShape network, int layer, RandomStream random) {
    return weights(network.width(layer - 1), network.width(layer), random);
  }

  /** Returns W, (fan_in + 1) x units, drawn row by row, the bias row last. */
  public Matrix weights(int fanIn, int units, RandomStream random) {
    return matrix(fanIn + 1, units, fanIn, random);
  }

  /**
   * Returns a feedback matrix for hidden layer {@code layer}, n<sub>source</sub> x
   * n<sub>layer</sub>, of the same law as the weights W<sub>layer+1</sub> that leave the layer.
   *
   * @param source the layer whose delta it carries back
   */
  public Matrix feedback(NetworkShape network, int layer, int source, RandomStream random) {
    return matrix(network.width(source), network.width(layer), network.width(layer), random);
  }

  private Matrix matrix(int rows, int columns, int fanIn, RandomStream random) {
    Matrix matrix = Matrix.zeros(rows, columns);
    for (int i = 0; i < matrix.values().length; i++) {
      matrix.values()[i] = draw(random, fanIn);
    }
    return matrix;
  }
}
