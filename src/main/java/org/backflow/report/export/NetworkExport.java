package org.backflow.report.export;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.backflow.data.DataSet;
import org.backflow.data.TensorFile;
import org.backflow.data.TensorWords;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.NetworkListener;
import org.backflow.experiment.SchemeTest;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.TensorName;
import org.backflow.network.Matrix;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.report.output.OutputException;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.ResultsJson;
import org.backflow.training.Trainer;

/**
 * Writes trained networks for other programs: every W and every stored B as {@code .npy}, in fixed
 * point as codes and, beside them, as words for {@code $readmemh}; and all of a run in one {@link
 * TensorFile}. {@code manifest.json}, which comes last, says what each file is.
 */
public final class NetworkExport implements NetworkListener {

  private final ExportFolder folder;
  private final Experiment experiment;
  private final Provenance provenance;

  /** What has been written, by its path without extension. */
  private final Map<String, Map<String, Object>> files = new ConcurrentSkipListMap<>();

  /** The digests of the files of all tensors of a run, by their names. */
  private final Map<String, String> tensorFiles = new ConcurrentSkipListMap<>();

  /** What training started from; empty where that is not written. */
  private List<Map<String, Object>> start = List.of();

  /**
   * Creates an export of which nothing is written yet.
   *
   * @param folder where the files go
   * @param experiment what is trained
   * @param provenance of the training
   */
  public NetworkExport(Path folder, Experiment experiment, Provenance provenance) {
    this.folder = new ExportFolder(folder);
    this.experiment = experiment;
    this.provenance = provenance;
  }

  /** Returns where the files go. */
  public Path folder() {
    return folder.path();
  }

  /**
   * Creates the folder, proves that it can be written, and removes the manifest of another export,
   * before hours are spent on what is to go there.
   *
   * @throws OutputException when it cannot be
   */
  public void prepare() {
    folder.prepare();
  }

  /**
   * Writes what training starts from, too: everything that another program needs to train the same
   * networks.
   *
   * @throws org.backflow.data.InvalidDataException when the images cannot be used
   * @throws OutputException when a file cannot be written
   */
  public void writeStart() {
    DataSet data = experiment.images();
    StartExport export = new StartExport(folder, experiment);
    start = export.write(data);
    tensorFiles.putAll(export.tensorFiles());
  }

  @Override
  public void trained(int run, String arithmetic, Trainer trainer) {
    Map<String, TensorWords> all = new LinkedHashMap<>();
    for (int network = 0; network < trainer.networks(); network++) {
      String scheme = experiment.schemes().get(network).name();
      StepPlan plan = experiment.plan(experiment.schemes().get(network));
      for (int layer = 1; layer <= experiment.model().network().layers().size(); layer++) {
        if (plan.uses(Tensor.weight(layer))) {
          all.put(
              scheme + ".W" + layer,
              write(scheme, run, arithmetic, Role.WEIGHT, layer, trainer.weights(network, layer)));
        }
        if (plan.uses(Tensor.feedback(layer))) {
          all.put(
              scheme + ".B" + layer,
              write(
                  scheme,
                  run,
                  arithmetic,
                  Role.FEEDBACK,
                  layer,
                  trainer.feedback(network, layer).orElseThrow()));
        }
      }
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("experiment", experiment.presentation().name());
    metadata.put("configurationHash", ExperimentCodec.hash(experiment));
    if (arithmetic.equals(SchemeTest.FIXED)) {
      FixedPointArithmetic formats = experiment.hardware().arithmetic();
      metadata.put("W", formats.format(Role.WEIGHT).toString());
      metadata.put("B", formats.format(Role.FEEDBACK).toString());
      formats.stated().tensors().forEach((name, own) -> putOwn(metadata, name, own));
    }
    String name = "run-" + run + "-" + arithmetic + ".safetensors";
    tensorFiles.put(name, folder.tensors(name, new TensorFile(metadata, all)));
  }

  /** Says which format a tensor has that has one of its own. */
  private static void putOwn(Map<String, String> metadata, TensorName tensor, Quantization own) {
    switch (tensor.role()) {
      case WEIGHT -> metadata.put("W" + tensor.layer(), own.format().toString());
      case FEEDBACK -> metadata.put("B" + tensor.layer(), own.format().toString());
      default -> {
        // Of other tensors nothing is exported.
      }
    }
  }

  private TensorWords write(
      String scheme, int run, String arithmetic, Role role, int layer, Matrix values) {
    String symbol = (role == Role.WEIGHT ? "W" : "B") + layer;
    String stem = scheme + "/" + arithmetic + "/run-" + run + "/" + symbol;
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("scheme", scheme);
    entry.put("arithmetic", arithmetic);
    entry.put("run", run);
    entry.put("tensor", role == Role.WEIGHT ? "weight" : "feedback");
    entry.put("layer", layer);
    files.put(stem, entry);
    if (arithmetic.equals(SchemeTest.FIXED)) {
      return folder.codes(
          entry,
          stem,
          new CodeTensor(values, experiment.hardware().arithmetic().format(role, layer)));
    }
    return folder.array(
        entry, stem, TensorWords.singles(values.values(), values.rows(), values.columns()));
  }

  /**
   * Writes the manifest, once all runs are trained.
   *
   * @throws OutputException when it cannot be written
   */
  public void finish() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", ResultsJson.SCHEMA_VERSION);
    tree.put("toolVersion", provenance.toolVersion());
    tree.put("command", provenance.command());
    tree.put("experiment", experiment.presentation().name());
    tree.put("configurationHash", ExperimentCodec.hash(experiment));
    tree.put("seed", experiment.training().seed());
    tree.put("layers", ExperimentCodec.describe(experiment).get("layers"));
    tree.put("files", List.copyOf(files.values()));
    tree.put("tensorFiles", tensorFiles);
    if (!start.isEmpty()) {
      tree.put("start", start);
    }
    folder.finish(tree);
  }
}
