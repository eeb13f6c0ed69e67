package org.backflow.report.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.backflow.files.Json;
import org.backflow.files.Sha256;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.network.Matrix;
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

  /** Writes values that single precision holds exactly. */
  void singles(Map<String, Object> entry, String stem, Matrix values) {
    array(entry, stem, values.rows(), values.columns(), NpyFile.SINGLE, NpyFile.singles(values));
  }

  /** Writes values as they are. */
  void doubles(Map<String, Object> entry, String stem, Matrix values) {
    array(entry, stem, values.rows(), values.columns(), NpyFile.DOUBLE, NpyFile.doubles(values));
  }

  /** Writes whole numbers of 32 bits, rows of {@code columns} of them. */
  void integers(Map<String, Object> entry, String stem, int columns, int[] values, String type) {
    int rows = values.length / columns;
    array(entry, stem, rows, columns, type, NpyFile.integers(rows, columns, values, type));
  }

  /** Writes the codes of values that {@code format} holds exactly. */
  void codes(Map<String, Object> entry, String stem, Matrix values, FixedPointFormat format) {
    array(
        entry,
        stem,
        values.rows(),
        values.columns(),
        NpyFile.typeOf(format),
        NpyFile.codes(values, format));
    byte[] words = HexMemory.of(values, format).getBytes(StandardCharsets.US_ASCII);
    entry.put("format", format.toString());
    entry.put("fractionBits", format.fractionBits());
    entry.put("wordsFile", stem + ".hex");
    entry.put("wordBits", format.width());
    entry.put("wordsSha256", write(stem + ".hex", words));
  }

  private void array(
      Map<String, Object> entry, String stem, int rows, int columns, String type, byte[] npy) {
    entry.put("file", stem + ".npy");
    entry.put("shape", List.of(rows, columns));
    entry.put("type", type);
    entry.put("sha256", write(stem + ".npy", npy));
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
