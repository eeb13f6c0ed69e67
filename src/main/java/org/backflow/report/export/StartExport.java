package org.backflow.report.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.backflow.data.DataSet;
import org.backflow.data.InvalidDataException;
import org.backflow.data.TensorFile;
import org.backflow.data.TensorWords;
import org.backflow.experiment.Experiment;
import org.backflow.feedback.DrawnFeedback;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.feedback.FeedbackScale;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.network.Matrix;
import org.backflow.plan.Tensor;
import org.backflow.training.PairedStart;
import org.backflow.training.Protocol;
import org.backflow.training.TrainingRun;

/**
 * Writes what training starts from, so that another program can train the very same networks:
 * weights and feedback matrices as drawn and, in fixed point, as codes, selections, factors of the
 * epochs, registers of random bits, the sigmoid table, the codes of pixels, and which samples are
 * trained in which order. {@code docs/arithmetic.md} says what to do with them.
 */
final class StartExport {

  private static final String ROOT = "start/";
  private static final int BYTE_VALUES = 256;

  private final ExportFolder folder;
  private final Experiment experiment;
  private final List<Map<String, Object>> entries = new ArrayList<>();
  private final Map<String, String> tensorFiles = new TreeMap<>();

  /** What was written since the last file of tensors, by the names that it has there. */
  private final Map<String, TensorWords> kept = new LinkedHashMap<>();

  StartExport(ExportFolder folder, Experiment experiment) {
    this.folder = folder;
    this.experiment = experiment;
  }

  /**
   * Writes all files and returns what the manifest says of them.
   *
   * @throws InvalidDataException when the order of the samples is too long for a file
   */
  List<Map<String, Object>> write(DataSet data) {
    for (int run = 0; run < experiment.training().runs(); run++) {
      TrainingRun training = experiment.trainingRun(data, run);
      String runFolder = ROOT + "run-" + run + "/";
      order(runFolder, training);
      PairedStart start = experiment.start(run);
      weights(runFolder, run, start);
      for (PairedStart.Start network : start.networks()) {
        feedback(runFolder + network.scheme().name() + "/", run, network);
      }
      writeKept("run-" + run);
    }
    if (experiment.training().numerics().trainsFixed()) {
      tables(experiment.hardware().arithmetic(), data);
      writeKept("tables");
    }
    return entries;
  }

  private void writeKept(String stem) {
    String name = ROOT + stem + ".safetensors";
    tensorFiles.put(name, folder.tensors(name, new TensorFile(Map.of(), kept)));
    kept.clear();
  }

  /** Returns the digests of the files of all tensors of a run, by their names. */
  Map<String, String> tensorFiles() {
    return tensorFiles;
  }

  private void order(String runFolder, TrainingRun training) {
    int samples = training.split().train().length;
    int rows =
        training.protocol().order() == Protocol.Order.FIXED ? 1 : training.protocol().epochs();
    requireOneFile(rows, samples);
    int[] order = new int[rows * samples];
    for (int epoch = 0; epoch < rows; epoch++) {
      System.arraycopy(training.order(epoch), 0, order, epoch * samples, samples);
    }
    Map<String, Object> entry = entry("order", Optional.of(training.run()));
    // Not among the tensors of the run, which it may be too long for.
    folder.array(
        entry,
        runFolder + "order",
        TensorWords.integers(TensorWords.Type.I32, order, rows, samples));
    int[] test = training.split().test();
    Map<String, Object> testEntry = entry("test", Optional.of(training.run()));
    integers(testEntry, runFolder + "test", test.length, test, TensorWords.Type.I32);
  }

  /** Checks that {@code rows} orders of {@code samples} fit the array of one file. */
  static void requireOneFile(int rows, int samples) {
    if ((long) rows * samples > TensorWords.MOST_INTEGERS) {
      throw new InvalidDataException(
          ("the order of %s samples in %s epochs does not fit a file of an export;"
                  + " expected at most %s in all")
              .formatted(samples, rows, TensorWords.MOST_INTEGERS));
    }
  }

  private void weights(String runFolder, int run, PairedStart start) {
    for (Map.Entry<Tensor, Matrix> weight : start.weights().entrySet()) {
      int layer = weight.getKey().layer();
      Matrix drawn = weight.getValue();
      doubles(layerEntry("weight", run, layer), runFolder + "W" + layer, drawn);
      if (experiment.training().numerics().trainsFixed()) {
        Map<String, Object> codes = layerEntry("weight", run, layer);
        codes(codes, runFolder + "fixed/W" + layer, Tensor.weight(layer), drawn, 1.0);
        registers(runFolder, run, layer, start.roundingSeed());
      }
    }
  }

  /** One per unit; where the schemes keep different numbers of them, as many as the most. */
  private void registers(String runFolder, int run, int layer, long seed) {
    int units =
        experiment.schemes().stream()
            .mapToInt(scheme -> experiment.plan(scheme).units(layer))
            .max()
            .orElseThrow();
    int[] states = RandomBits.of(seed, layer, units).states();
    integers(
        layerEntry("registers", run, layer),
        runFolder + "fixed/registers" + layer,
        units,
        states,
        TensorWords.Type.U32);
  }

  private void feedback(String schemeFolder, int run, PairedStart.Start network) {
    FeedbackScheme scheme = network.scheme();
    if (!scheme.operator().storesFeedback()) {
      return;
    }
    FeedbackScale scale = experiment.training().protocol().feedbackScaleOf(scheme);
    Matrix factors = Matrix.zeros(1, experiment.training().protocol().epochs());
    for (int epoch = 0; epoch < factors.columns(); epoch++) {
      factors.set(0, epoch, scale.at(epoch));
    }
    Map<String, Object> scales = entry("scale", Optional.of(run));
    scales.put("scheme", scheme.name());
    doubles(scales, schemeFolder + "scale", factors);
    for (Map.Entry<Tensor, Matrix> stored : network.feedback().entrySet()) {
      int layer = stored.getKey().layer();
      Matrix drawn = stored.getValue();
      doubles(schemeEntry("feedback", run, scheme, layer), schemeFolder + "B" + layer, drawn);
      if (scheme.operator() == FeedbackOperator.SELECTION
          || scheme.operator() == FeedbackOperator.SPARSE) {
        int terms = DrawnFeedback.terms(scheme, layer, drawn.rows(), drawn.columns());
        integers(
            schemeEntry("selection", run, scheme, layer),
            schemeFolder + "selection" + layer,
            terms,
            selection(drawn, terms),
            TensorWords.Type.I32);
      }
      if (experiment.training().numerics().trainsFixed()) {
        Map<String, Object> codes = schemeEntry("feedback", run, scheme, layer);
        codes(codes, schemeFolder + "fixed/B" + layer, Tensor.feedback(layer), drawn, scale.at(0));
      }
    }
  }

  /** Returns, for every unit, the rows of its {@code terms} elements that are not zero. */
  private static int[] selection(Matrix feedback, int terms) {
    int[] selection = new int[feedback.columns() * terms];
    for (int unit = 0; unit < feedback.columns(); unit++) {
      int found = 0;
      for (int row = 0; row < feedback.rows() && found < terms; row++) {
        if (feedback.get(row, unit) != 0.0) {
          selection[unit * terms + found++] = row;
        }
      }
    }
    return selection;
  }

  private void tables(FixedPointArithmetic arithmetic, DataSet data) {
    SigmoidTable table = arithmetic.sigmoid();
    Matrix words = Matrix.zeros(1, table.words());
    for (int word = 0; word < table.words(); word++) {
      words.set(0, word, table.activation().toDouble(table.word(word)));
    }
    keep(
        ROOT + "sigmoid",
        folder.codes(
            entry("sigmoid", Optional.empty()),
            ROOT + "sigmoid",
            new CodeTensor(words, table.activation())));
    double[] values = data.byteValues();
    if (values.length > 0) {
      Matrix pixels = Matrix.zeros(values.length / BYTE_VALUES, BYTE_VALUES);
      System.arraycopy(values, 0, pixels.values(), 0, values.length);
      codes(entry("pixel", Optional.empty()), ROOT + "pixels", Tensor.activation(0), pixels, 1.0);
    }
  }

  private void codes(
      Map<String, Object> entry, String stem, Tensor tensor, Matrix drawn, double factor) {
    Quantization quantization = tensor.quantization(experiment.hardware().arithmetic());
    FixedPointFormat format = quantization.format();
    Matrix converted = Matrix.zeros(drawn.rows(), drawn.columns());
    for (int i = 0; i < drawn.values().length; i++) {
      long code = quantization.nearestCode(drawn.values()[i] * factor);
      converted.values()[i] = format.toDouble(code);
    }
    keep(stem, folder.codes(entry, stem, new CodeTensor(converted, format)));
  }

  private void doubles(Map<String, Object> entry, String stem, Matrix values) {
    TensorWords tensor = TensorWords.doubles(values.values(), values.rows(), values.columns());
    keep(stem, folder.array(entry, stem, tensor));
  }

  private void integers(
      Map<String, Object> entry, String stem, int columns, int[] values, TensorWords.Type type) {
    TensorWords tensor = TensorWords.integers(type, values, values.length / columns, columns);
    keep(stem, folder.array(entry, stem, tensor));
  }

  private void keep(String stem, TensorWords tensor) {
    kept.put(stem.substring(ROOT.length()).replaceFirst("run-\\d+/", "").replace('/', '.'), tensor);
  }

  private Map<String, Object> entry(String tensor, Optional<Integer> run) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("tensor", tensor);
    run.ifPresent(index -> entry.put("run", index));
    entries.add(entry);
    return entry;
  }

  private Map<String, Object> layerEntry(String tensor, int run, int layer) {
    Map<String, Object> entry = entry(tensor, Optional.of(run));
    entry.put("layer", layer);
    return entry;
  }

  private Map<String, Object> schemeEntry(
      String tensor, int run, FeedbackScheme scheme, int layer) {
    Map<String, Object> entry = layerEntry(tensor, run, layer);
    entry.put("scheme", scheme.name());
    return entry;
  }
}
