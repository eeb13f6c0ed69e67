package org.backflow.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backflow.data.ImageShape;
import org.backflow.function.Activation;
import org.backflow.function.Logistic;
import org.backflow.function.Relu;
import org.backflow.plan.Reduce;
import org.backflow.random.RandomStream;

/** Small networks of convolutions, pooling and dense layers, drawn from a seed. */
public final class DrawnNetwork {

  private static final Optional<Activation> LOGISTIC = Optional.of(new Logistic());

  private DrawnNetwork() {}

  /** Returns the network of {@code random}: up to three layers on images, then dense ones. */
  public static LayeredNetwork of(RandomStream random) {
    ImageShape input =
        new ImageShape(4 + random.nextInt(5), 4 + random.nextInt(5), 1 + random.nextInt(3));
    List<Layer> layers = new ArrayList<>();
    ImageShape shape = input;
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      int largest = Math.min(3, Math.min(shape.height(), shape.width()));
      Layer layer = onImages(random, shape, 1 + random.nextInt(largest));
      layers.add(layer);
      shape = layer.output(shape);
      addElementwise(random, layers, shape);
    }
    layers.add(random.nextInt(3) == 0 ? new GlobalPooling(Reduce.Kind.SUM) : new Flatten());
    if (random.nextInt(2) == 0) {
      layers.add(new Dense(2 + random.nextInt(6), LOGISTIC));
    }
    layers.add(new Dense(2 + random.nextInt(4), LOGISTIC));
    return new LayeredNetwork(input, layers, new HalfSquaredError());
  }

  /** Adds a branch around a convolution, an activation or dropout, or nothing. */
  private static void addElementwise(RandomStream random, List<Layer> layers, ImageShape shape) {
    int before = layers.size();
    switch (random.nextInt(6)) {
      case 0 -> {
        layers.add(new Convolution(shape.channels(), 1, 1, 0, Optional.empty()));
        layers.add(new Residual(before));
        layers.add(new ActivationLayer(new Relu()));
        if (random.nextInt(2) == 0) {
          layers.add(new Residual(before));
        }
      }
      case 1 -> layers.add(new ActivationLayer(new Logistic()));
      case 2 -> layers.add(new Dropout(1 + random.nextInt(255)));
      default -> layers.addAll(List.of());
    }
  }

  private static Layer onImages(RandomStream random, ImageShape input, int kernel) {
    int stride = 1 + random.nextInt(2);
    int channels = input.channels();
    return switch (random.nextInt(5)) {
      case 0 -> new Pooling(Reduce.Kind.MAX, kernel, stride);
      case 1 -> new Pooling(Reduce.Kind.SUM, kernel, stride);
      case 2 ->
          new Convolution(
              channels * (1 + random.nextInt(2)),
              new Kernel(kernel, 1 + random.nextInt(kernel), stride, 0),
              channels,
              LOGISTIC);
      default ->
          new Convolution(1 + random.nextInt(5), kernel, stride, random.nextInt(kernel), LOGISTIC);
    };
  }
}
