package org.backflow.report.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.backflow.data.NpyFile;
import org.backflow.data.TensorFile;
import org.backflow.data.TensorWords;
import org.backflow.files.Json;
import org.backflow.files.Sha256;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.report.output.OutputFile;

/**
 * The folder of an export: arrays as {@code .npy}, codes also as words for {@code $readmemh}. What
 * each file is goes into its entry of the manifest.
 */
record ExportFolder(Path path) {

  static final String MANIFEST = "manifest.json";

  /**
   * Creates the folder, proves that it can be written, and removes the manifest of another export.
   */
  void prepare() {
    OutputFile.prepareFolder(path);
    try {
      Files.deleteIfExists(path.resolve(MANIFEST));
    } catch (IOException e) {
      throw OutputFile.failure(path, e);
    }
  }

  /** Writes an array as {@code .npy}. */
  TensorWords array(Map<String, Object> entry, String stem, TensorWords tensor) {
    entry.put("file", stem + ".npy");
    entry.put("shape", tensor.shape());
    entry.put("type", tensor.type().numpy());
    entry.put("sha256", write(stem + ".npy", NpyFile.of(tensor)));
    return tensor;
  }

  /** Writes codes as {@code .npy} and as words. */
  TensorWords codes(Map<String, Object> entry, String stem, CodeTensor codes) {
    TensorWords tensor = array(entry, stem, codes.tensor());
    FixedPointFormat format = codes.format();
    entry.put("format", format.toString());
    entry.put("fractionBits", format.fractionBits());
    entry.put("wordsFile", stem + ".hex");
    entry.put("wordBits", format.width());
    entry.put(
        "wordsSha256", write(stem + ".hex", codes.words().getBytes(StandardCharsets.US_ASCII)));
    return tensor;
  }

  /** Writes named tensors in one file and returns its SHA-256. */
  String tensors(String name, TensorFile tensors) {
    return write(name, tensors.encoded());
  }

  /** Writes a file and returns its SHA-256. */
  private String write(String name, byte[] content) {
    Path file = path.resolve(name);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw OutputFile.failure(file, e);
    }
    OutputFile.write(file, content);
    return Sha256.hex(content);
  }

  /** Writes the manifest, which comes last. */
  void finish(Map<String, Object> manifest) {
    OutputFile.write(path.resolve(MANIFEST), Json.write(manifest));
  }
}
