package org.backflow.experiment.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.backflow.data.TensorFile;
import org.backflow.data.TensorWords;
import org.backflow.training.FeedbackAlignment;
import org.backflow.training.TrainingRun;

/**
 * What one training needs to go on, as a {@link TensorFile}: the state of its trainer, and what was
 * measured after each epoch as {@code epochs.testAccuracy} and so on, [epoch][network], figures of
 * hidden layers [epoch][network][layer].
 *
 * @param owner which training of which configuration, data and version of Backflow it belongs to
 * @param epochs what was measured after each epoch so far
 * @param state what the trainer saved, and all else that the file holds
 */
record Checkpoint(String owner, List<TrainingRun.Epoch> epochs, TensorFile state) {

  private static final String OWNER = "owner";
  private static final String ACCURACY = "epochs.testAccuracy";
  private static final String DEAD_OUTPUTS = "epochs.deadOutputs";
  private static final String LOSS = "epochs.trainingLoss";

  /** Stands where a figure has no meaning; a NaN of other bits was measured. */
  private static final double NOTHING = Double.longBitsToDouble(0x7ff8_0000_0000_0bacL);

  /** What each epoch but the length of its numbers adds to the header at most. */
  private static final int LONGER_HEADER = 1 << 10;

  private static final Map<String, Function<FeedbackAlignment, OptionalDouble>> ALIGNMENT =
      new LinkedHashMap<>();

  static {
    ALIGNMENT.put("epochs.weightCorrelation", FeedbackAlignment::weightCorrelation);
    ALIGNMENT.put("epochs.angleDegrees", FeedbackAlignment::angleDegrees);
    ALIGNMENT.put("epochs.alignedFraction", FeedbackAlignment::alignedFraction);
    ALIGNMENT.put("epochs.normRatio", FeedbackAlignment::normRatio);
    ALIGNMENT.put("epochs.gradientNorm", FeedbackAlignment::gradientNorm);
  }

  Checkpoint {
    epochs = List.copyOf(epochs);
  }

  static Checkpoint of(
      String owner, List<TrainingRun.Epoch> epochs, Map<String, TensorWords> state) {
    return new Checkpoint(owner, epochs, new TensorFile(Map.of(), state));
  }

  byte[] encoded() {
    int networks = epochs.isEmpty() ? 0 : epochs.get(0).testAccuracy().size();
    int layers = networks == 0 ? 0 : epochs.get(0).alignment().get(0).size();
    Map<String, TensorWords> tensors = new LinkedHashMap<>();
    tensors.put(ACCURACY, byNetwork(networks, TrainingRun.Epoch::testAccuracy));
    tensors.put(
        DEAD_OUTPUTS,
        TensorWords.integers(
            TensorWords.Type.I32,
            epochs.stream()
                .flatMap(epoch -> epoch.deadOutputs().stream())
                .mapToInt(Integer::intValue)
                .toArray(),
            epochs.size(),
            networks));
    tensors.put(LOSS, byNetwork(networks, TrainingRun.Epoch::trainingLoss));
    ALIGNMENT.forEach(
        (name, figure) ->
            tensors.put(
                name,
                TensorWords.doubles(
                    epochs.stream()
                        .flatMap(epoch -> epoch.alignment().stream())
                        .flatMap(List::stream)
                        .mapToDouble(layer -> figure.apply(layer).orElse(NOTHING))
                        .toArray(),
                    epochs.size(),
                    networks,
                    layers)));
    tensors.putAll(state.tensors());
    return new TensorFile(Map.of(OWNER, owner), tensors).encoded();
  }

  private TensorWords byNetwork(int networks, Function<TrainingRun.Epoch, List<Double>> figures) {
    return TensorWords.doubles(
        epochs.stream()
            .flatMap(epoch -> figures.apply(epoch).stream())
            .mapToDouble(Double::doubleValue)
            .toArray(),
        epochs.size(),
        networks);
  }

  /**
   * Returns how many bytes {@link #encoded} gives at most after so many epochs.
   *
   * @param owner as it will be written
   * @param state what a trainer of {@code networks} saves, of any epoch
   */
  static long mostBytes(
      String owner, int networks, int hiddenLayers, int epochs, Map<String, TensorWords> state) {
    long network =
        2L * TensorWords.Type.F64.bytes()
            + TensorWords.Type.I32.bytes()
            + (long) hiddenLayers * ALIGNMENT.size() * TensorWords.Type.F64.bytes();
    return of(owner, List.of(), state).encoded().length
        + LONGER_HEADER
        + network * epochs * networks;
  }

  /**
   * Returns what {@link #encoded} wrote.
   *
   * @throws IOException when these are other bytes; the message completes "it "
   */
  static Checkpoint decode(byte[] bytes) throws IOException {
    TensorFile file = TensorFile.decode(bytes);
    String owner = file.metadata().get(OWNER);
    TensorWords any = file.tensors().get("epochs.gradientNorm");
    if (owner == null || any == null || any.shape().size() != 3) {
      throw new IOException("is no checkpoint");
    }
    int epochs = any.shape().get(0);
    int networks = any.shape().get(1);
    int layers = any.shape().get(2);
    double[] accuracy = file.required(ACCURACY, TensorWords.Type.F64, epochs, networks).values();
    int[] dead = file.required(DEAD_OUTPUTS, TensorWords.Type.I32, epochs, networks).integers();
    double[] loss = file.required(LOSS, TensorWords.Type.F64, epochs, networks).values();
    List<double[]> figures = new ArrayList<>();
    for (String name : ALIGNMENT.keySet()) {
      figures.add(file.required(name, TensorWords.Type.F64, epochs, networks, layers).values());
    }
    List<TrainingRun.Epoch> measured = new ArrayList<>();
    for (int from = 0; from < accuracy.length; from += networks) {
      int to = from + networks;
      List<List<FeedbackAlignment>> alignment = new ArrayList<>();
      for (int network = from; network < to; network++) {
        alignment.add(alignment(figures, network * layers, layers));
      }
      measured.add(
          new TrainingRun.Epoch(
              Arrays.stream(accuracy, from, to).boxed().toList(),
              Arrays.stream(dead, from, to).boxed().toList(),
              Arrays.stream(loss, from, to).boxed().toList(),
              alignment));
    }
    return new Checkpoint(owner, measured, file);
  }

  private static List<FeedbackAlignment> alignment(List<double[]> figures, int from, int layers) {
    List<FeedbackAlignment> alignment = new ArrayList<>();
    for (int at = from; at < from + layers; at++) {
      alignment.add(
          new FeedbackAlignment(
              figure(figures.get(0)[at]),
              figure(figures.get(1)[at]),
              figure(figures.get(2)[at]),
              figure(figures.get(3)[at]),
              figure(figures.get(4)[at])));
    }
    return alignment;
  }

  private static OptionalDouble figure(double value) {
    return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(NOTHING)
        ? OptionalDouble.empty()
        : OptionalDouble.of(value);
  }
}
