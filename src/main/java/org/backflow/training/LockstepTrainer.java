package org.backflow.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.data.DataSet;
import org.backflow.data.NonZeroPixels;
import org.backflow.data.TensorFile;
import org.backflow.data.TensorWords;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.training.kernel.Lanes;
import org.backflow.training.kernel.MinibatchPixels;

/**
 * What the trainers have in common. W<sub>1</sub> of all networks lies side by side, one row of
 * {@code lanes} per input. One pass over the non-zero pixels of an image then serves all networks.
 */
abstract class LockstepTrainer implements Trainer {

  final NetworkShape shape;
  final Protocol protocol;

  /** Units of the first hidden layer of one network. */
  final int units;

  /** Units of the first hidden layers of all networks, padded to whole vectors. */
  final int lanes;

  private final DataSet data;
  private int epoch;
  private final List<FeedbackScheme> schemes;
  private final int[] labels;
  private final TrainingImages images;

  LockstepTrainer(PairedStart start, DataSet data, Protocol protocol) {
    this.shape = start.widths();
    data.requireFit(shape.inputs(), shape.outputs(), shape.toString());
    TrainingSize.requireLanes(shape, start.networks().size(), protocol.minibatch());
    this.protocol = protocol;
    this.data = data;
    this.schemes = start.networks().stream().map(PairedStart.Start::scheme).toList();
    this.units = shape.width(1);
    this.lanes = Lanes.padded(start.networks().size() * units);
    this.labels = new int[protocol.minibatch()];
    this.images = new TrainingImages(data, protocol.minibatch());
  }

  /** Returns the networks above their first layers, in the order of their lanes. */
  abstract UpperLayers upper();

  /** Reads images from {@code pixels} from now on. */
  abstract void readFrom(NonZeroPixels pixels);

  /**
   * Computes a<sub>1</sub> of the image at {@code place} as sample {@code sample} of every network.
   */
  abstract void forwardFirst(int place, int sample);

  /** Trains the layers above the first and leaves g<sub>1</sub> behind. */
  abstract void trainUpper(int[] labels, int samples);

  /** Subtracts a<sub>0</sub> g<sub>1</sub> of the one image at {@code place} from W<sub>1</sub>. */
  abstract void updateFirst(int place);

  /** Subtracts the sum of a<sub>0</sub> g<sub>1</sub> over a minibatch from W<sub>1</sub>. */
  abstract void updateFirst(MinibatchPixels batch);

  /** Returns element {@code index} of the side-by-side W<sub>1</sub> as a value. */
  abstract double firstWeight(int index);

  /** Sets element {@code index} of the side-by-side W<sub>1</sub>. */
  abstract void setFirstWeight(int index, double value);

  /** Returns weights as they are kept. */
  abstract TensorWords stored(Matrix weights);

  /** Returns the values of what {@link #stored} returned. */
  abstract double[] values(TensorWords weights);

  /** Returns of what type that is. */
  abstract TensorWords.Type type();

  /** Returns the random bits of a layer, network after network; nothing where none are drawn. */
  abstract Optional<RandomBits> random(int layer);

  /** Returns what eta is for a minibatch of {@code samples} in the epoch that was begun. */
  final double eta(int samples) {
    return protocol.eta(samples, epoch);
  }

  @Override
  public final int networks() {
    return schemes.size();
  }

  @Override
  public final void expect(int[] order, int[] test) {
    images.expect(order, test);
    readFrom(images.pixels());
  }

  @Override
  public final void beginEpoch(int next) {
    epoch = next;
    for (int network = 0; network < networks(); network++) {
      double scale = protocol.feedbackScaleOf(schemes.get(network)).at(epoch);
      upper().scaleFeedback(network, scale);
    }
  }

  @Override
  public final void step(int[] order, int from, int to) {
    int samples = to - from;
    for (int sample = 0; sample < samples; sample++) {
      labels[sample] = data.label(order[from + sample]);
      forwardFirst(images.place(order[from + sample]), sample);
    }
    trainUpper(labels, samples);
    if (protocol.minibatch() == 1) {
      updateFirst(images.place(order[from]));
    } else {
      updateFirst(images.minibatch(order, from, to));
    }
  }

  @Override
  public final double[] takeLoss() {
    return upper().takeLoss();
  }

  @Override
  public final List<Evaluation> evaluate(int[] samples) {
    int[] correct = new int[networks()];
    boolean[][] alive = new boolean[networks()][shape.outputs()];
    for (int image : samples) {
      forwardFirst(images.place(image), 0);
      upper().forward(1);
      for (int network = 0; network < correct.length; network++) {
        if (upper().predicted(network, 0) == data.label(image)) {
          correct[network]++;
        }
        for (int output = 0; output < shape.outputs(); output++) {
          alive[network][output] |= upper().activation(network, shape.layers(), output) > 0.5;
        }
      }
    }
    List<Evaluation> evaluations = new ArrayList<>();
    for (int network = 0; network < correct.length; network++) {
      int dead = 0;
      for (boolean output : alive[network]) {
        dead += output ? 0 : 1;
      }
      evaluations.add(new Evaluation(correct[network], dead));
    }
    return evaluations;
  }

  @Override
  public final Map<String, TensorWords> save() {
    Map<String, TensorWords> state = new LinkedHashMap<>();
    for (int network = 0; network < networks(); network++) {
      for (int layer = 1; layer <= shape.layers(); layer++) {
        state.put(name(network, ".W", layer), stored(weights(network, layer)));
        if (random(layer).isPresent()) {
          int[] states = random(layer).get().states();
          int from = upper().firstUnit(layer, network);
          int[] own = Arrays.copyOfRange(states, from, from + shape.width(layer));
          state.put(
              name(network, ".registers", layer),
              TensorWords.integers(TensorWords.Type.U32, own, own.length));
        }
      }
    }
    return state;
  }

  @Override
  public final void restore(TensorFile saved) throws IOException {
    for (int network = 0; network < networks(); network++) {
      for (int layer = 1; layer <= shape.layers(); layer++) {
        int columns = shape.width(layer);
        String weights = name(network, ".W", layer);
        setWeights(
            network,
            layer,
            values(saved.required(weights, type(), shape.weightRows(layer), columns)));
        if (random(layer).isPresent()) {
          String registers = name(network, ".registers", layer);
          int[] states = saved.required(registers, TensorWords.Type.U32, columns).integers();
          int to = upper().firstUnit(layer, network);
          System.arraycopy(states, 0, random(layer).get().states(), to, columns);
        }
      }
    }
    upper().transport();
  }

  private String name(int network, String symbol, int layer) {
    return schemes.get(network).name() + symbol + layer;
  }

  private void setWeights(int network, int layer, double[] values) {
    int columns = shape.width(layer);
    for (int i = 0; i < values.length; i++) {
      if (layer == 1) {
        setFirstWeight(i / columns * lanes + network * units + i % columns, values[i]);
      } else {
        upper().setWeight(network, layer, i, values[i]);
      }
    }
  }

  @Override
  public final List<List<FeedbackAlignment>> measureAlignment(int[] samples) {
    List<AlignmentProbe> probes = new ArrayList<>();
    for (int network = 0; network < networks(); network++) {
      probes.add(new AlignmentProbe(shape, schemes.get(network), upper(), network));
    }
    for (int image : samples) {
      forwardFirst(images.place(image), 0);
      upper().forward(1);
      probes.forEach(probe -> probe.add(data.label(image)));
    }
    return probes.stream().map(AlignmentProbe::measured).toList();
  }

  @Override
  public final Matrix weights(int network, int layer) {
    Matrix result = Matrix.zeros(shape.weightRows(layer), shape.width(layer));
    for (int row = 0; row < result.rows(); row++) {
      for (int column = 0; column < result.columns(); column++) {
        result.set(
            row,
            column,
            layer == 1
                ? firstWeight(row * lanes + network * units + column)
                : upper().weight(network, layer, row * result.columns() + column));
      }
    }
    return result;
  }

  @Override
  public final Optional<Matrix> feedback(int network, int layer) {
    FeedbackScheme scheme = schemes.get(network);
    if (!scheme.operator().storesFeedback()) {
      return Optional.empty();
    }
    Matrix result = Matrix.zeros(shape.width(scheme.source(shape, layer)), shape.width(layer));
    for (int i = 0; i < result.values().length; i++) {
      result.values()[i] = upper().storedFeedback(network, layer, i);
    }
    return Optional.of(result);
  }
}
