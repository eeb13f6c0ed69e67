package org.backflow.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.function.Activation;
import org.backflow.function.Activations;
import org.backflow.function.Logistic;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Extent;
import org.backflow.plan.Reduce;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.random.RandomStream;

/** Networks, and what a step of them needs, drawn from a seed. */
public final class RandomNetworks {

  private RandomNetworks() {}

  /** Returns a small network of any layers and activations. */
  public static LayeredNetwork network(RandomStream random) {
    if (random.nextInt(2) == 0) {
      return DrawnNetwork.of(random);
    }
    List<Layer> layers = new ArrayList<>();
    int side = 6 + random.nextInt(5);
    ImageShape input = new ImageShape(side, side, 1 + random.nextInt(2));
    if (random.nextInt(4) > 0) {
      int kernel = 1 + random.nextInt(3);
      layers.add(
          new Convolution(
              1 + random.nextInt(9),
              kernel,
              1 + random.nextInt(2),
              random.nextInt(kernel),
              random.nextInt(3) == 0 ? Optional.empty() : Optional.of(activation(random))));
      layers.add(
          new Pooling(
              random.nextInt(2) == 0 ? Reduce.Kind.SUM : Reduce.Kind.MAX,
              1 + random.nextInt(2),
              1 + random.nextInt(2)));
      layers.add(new Flatten());
    }
    for (int dense = random.nextInt(2); dense >= 0; dense--) {
      layers.add(new Dense(3 + random.nextInt(40), Optional.of(activation(random))));
    }
    int classes = 3 + random.nextInt(3);
    int loss = random.nextInt(3);
    layers.add(
        new Dense(
            classes,
            switch (loss) {
              case 0 -> Optional.empty();
              case 1 -> Optional.of(new Logistic());
              default -> Optional.of(activation(random));
            }));
    return new LayeredNetwork(
        input,
        layers,
        switch (loss) {
          case 0 -> new SoftmaxCrossEntropy();
          case 1 -> new BinaryCrossEntropy();
          default -> new HalfSquaredError();
        },
        optimiser(random));
  }

  /** Plain half of the time. */
  private static Optimiser optimiser(RandomStream random) {
    List<Optimiser> all = Optimisers.all();
    Optimiser drawn = all.get(random.nextInt(all.size()));
    return random.nextInt(2) == 0
        ? Optimisers.SGD
        : drawn.with(drawn.momentum(), random.nextInt(2) == 0 ? 0.0 : 0.01);
  }

  private static Activation activation(RandomStream random) {
    List<Activation> all = Activations.all();
    return all.get(random.nextInt(all.size()));
  }

  /** Returns any scheme that fits {@code network}. */
  public static FeedbackScheme scheme(LayeredNetwork network, RandomStream random) {
    List<FeedbackScheme> fitting = network.fitting();
    return fitting.get(random.nextInt(fitting.size()));
  }

  /** Returns rows x columns values of magnitudes up to one, a third of them zero. */
  public static Matrix values(RandomStream random, Extent shape) {
    Matrix values = Matrix.zeros(shape.m(), shape.n());
    for (int i = 0; i < values.values().length; i++) {
      values.values()[i] = random.nextInt(3) == 0 ? 0.0 : 2.0 * random.nextDouble() - 1.0;
    }
    return values;
  }

  /** Returns one-hot targets. */
  public static Matrix targets(RandomStream random, Extent shape) {
    Matrix targets = Matrix.zeros(shape.m(), shape.n());
    for (int row = 0; row < shape.m(); row++) {
      targets.set(row, random.nextInt(shape.n()), 1.0);
    }
    return targets;
  }

  /** Returns what the scheme of {@code plan} draws for a stored feedback tensor. */
  public static Matrix feedback(StepPlan plan, Tensor tensor, RandomStream random) {
    Extent shape = plan.shape(tensor);
    return plan.scheme()
        .draw(NetworkShape.of(1, shape.n(), shape.m()), 1, Initialization.NORMAL_FAN_IN, random)
        .orElseThrow();
  }
}
