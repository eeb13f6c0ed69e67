package org.backflow.report.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.backflow.report.output.OutputException;
import org.backflow.report.output.OutputFile;
import org.backflow.validation.BaselineFile;
import org.backflow.validation.Limits;
import org.backflow.validation.ValidationResult;

/** Writes baselines. */
public final class BaselineWriter {

  private BaselineWriter() {}

  /**
   * Writes {@code result} as the baseline of later validations, in a folder that is made if it is
   * not there.
   *
   * @throws OutputException when the file cannot be written
   */
  public static void write(Path file, Limits limits, ValidationResult result) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw OutputFile.failure(folder, e);
      }
    }
    OutputFile.writeNamed(file, BaselineFile.toYaml(limits, result));
  }
}
