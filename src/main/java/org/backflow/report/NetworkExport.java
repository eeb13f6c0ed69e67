package org.backflow.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.ExperimentDescription;
import org.backflow.experiment.NetworkListener;
import org.backflow.experiment.SchemeTest;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.training.Trainer;

/**
 * Writes trained networks for other programs: every W and every stored B as {@code .npy}, in fixed
 * point as codes and, beside them, as words for {@code $readmemh}. {@code manifest.json}, which
 * comes last, says what each file is.
 */
public final class NetworkExport implements NetworkListener {

  private static final String MANIFEST = "manifest.json";

  private final Path folder;
  private final Experiment experiment;
  private final Provenance provenance;

  /** What has been written, by its path without extension. */
  private final Map<String, Map<String, Object>> files = new ConcurrentSkipListMap<>();

  /**
   * Creates an export of which nothing is written yet.
   *
   * @param folder where the files go
   * @param experiment what is trained
   * @param provenance of the training
   */
  public NetworkExport(Path folder, Experiment experiment, Provenance provenance) {
    this.folder = folder;
    this.experiment = experiment;
    this.provenance = provenance;
  }

  /** Returns where the files go. */
  public Path folder() {
    return folder;
  }

  /**
   * Creates the folder, proves that it can be written, and removes the manifest of another export,
   * before hours are spent on what is to go there.
   *
   * @throws OutputException when it cannot be
   */
  public void prepare() {
    new ReportFolder(folder).prepare();
    try {
      Files.deleteIfExists(folder.resolve(MANIFEST));
    } catch (IOException e) {
      throw OutputFile.failure(folder, e);
    }
  }

  @Override
  public void trained(int run, String arithmetic, Trainer trainer) {
    for (int network = 0; network < trainer.networks(); network++) {
      String scheme = experiment.schemes().get(network).name();
      for (int layer = 1; layer <= experiment.network().layers(); layer++) {
        write(scheme, run, arithmetic, Role.WEIGHT, layer, trainer.weights(network, layer));
        if (layer < experiment.network().layers()) {
          int hidden = layer;
          trainer
              .feedback(network, layer)
              .ifPresent(b -> write(scheme, run, arithmetic, Role.FEEDBACK, hidden, b));
        }
      }
    }
  }

  private void write(
      String scheme, int run, String arithmetic, Role role, int layer, Matrix values) {
    String symbol = (role == Role.WEIGHT ? "W" : "B") + layer;
    String stem = scheme + "/" + arithmetic + "/run-" + run + "/" + symbol;
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("file", stem + ".npy");
    entry.put("scheme", scheme);
    entry.put("arithmetic", arithmetic);
    entry.put("run", run);
    entry.put("tensor", role == Role.WEIGHT ? "weight" : "feedback");
    entry.put("layer", layer);
    entry.put("shape", List.of(values.rows(), values.columns()));
    if (arithmetic.equals(SchemeTest.FIXED)) {
      FixedPointFormat format = experiment.arithmetic().format(role);
      byte[] codes = NpyFile.codes(values, format);
      byte[] words = HexMemory.of(values, format).getBytes(StandardCharsets.US_ASCII);
      entry.put("type", NpyFile.typeOf(format));
      entry.put("sha256", write(stem + ".npy", codes));
      entry.put("format", format.toString());
      entry.put("fractionBits", format.fractionBits());
      entry.put("wordsFile", stem + ".hex");
      entry.put("wordBits", format.width());
      entry.put("wordsSha256", write(stem + ".hex", words));
    } else {
      entry.put("type", NpyFile.FLOAT);
      entry.put("sha256", write(stem + ".npy", NpyFile.singles(values)));
    }
    files.put(stem, entry);
  }

  /** Writes a file and returns its SHA-256. */
  private String write(String name, byte[] content) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw OutputFile.failure(file, e);
    }
    OutputFile.write(file, content);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java runtime has SHA-256", impossible);
    }
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
    tree.put("experiment", experiment.name());
    tree.put("configurationHash", ExperimentDescription.hash(experiment));
    tree.put("seed", experiment.seed());
    tree.put("layers", experiment.network().widths());
    tree.put("files", List.copyOf(files.values()));
    OutputFile.write(folder.resolve(MANIFEST), Json.write(tree));
  }
}
