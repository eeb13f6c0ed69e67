package org.backflow.experiment.file;

import java.nio.file.Path;
import java.util.SortedMap;
import org.backflow.experiment.Presentation;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.TensorName;

/** A file that extends an experiment by formats of single tensors. */
public final class CalibratedFile {

  private CalibratedFile() {}

  /**
   * Returns its text.
   *
   * @param file where it will be
   * @param base the experiment's file, which it names relative to {@code file}
   * @param source what the formats are from, for its first line
   * @param formats what it states; may be empty
   */
  public static String text(
      Path file, Path base, String source, SortedMap<TensorName, Quantization> formats) {
    StringBuilder text = new StringBuilder();
    text.append("# Formats from the ranges of ").append(source).append(".\n");
    text.append("extends: ").append(quoted(reference(file, base))).append('\n');
    String name = ExperimentFile.stemOf(file);
    if (Presentation.NAME.matcher(name).matches()) {
      text.append("name: ").append(quoted(name)).append('\n');
    }
    text.append("fixedPoint:\n");
    text.append(formats.isEmpty() ? "  tensors: {}\n" : "  tensors:\n");
    Role before = null;
    for (var stated : formats.entrySet()) {
      Role role = stated.getKey().role();
      if (role != before) {
        text.append("    ").append(role.label()).append(":\n");
        before = role;
      }
      text.append("      ").append(stated.getKey().layer()).append(": ");
      text.append(quoted(stated.getValue().toString())).append('\n');
    }
    return text.toString();
  }

  private static String reference(Path file, Path base) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path other = base.toAbsolutePath().normalize();
    return folder != null && other.getRoot() != null && other.getRoot().equals(folder.getRoot())
        ? folder.relativize(other).toString().replace('\\', '/')
        : other.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
