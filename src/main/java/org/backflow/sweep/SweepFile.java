package org.backflow.sweep;

import static org.backflow.configuration.kind.ValueKind.mapOf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.Setting;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.Problem;
import org.backflow.configuration.tree.SourceFile;
import org.backflow.experiment.file.ExperimentTemplate;
import org.backflow.experiment.file.Home;

/** Reads sweep files. */
final class SweepFile {
  /** Points are spread over threads, so that each trains on one. */
  private static final Setting ONE_THREAD = Setting.parse("threads=1");

  private SweepFile() {}

  static Sweep load(Path file, Home home, List<Setting> settings) {
    List<Setting> all = new ArrayList<>(settings);
    all.add(ONE_THREAD);
    String stem = SourceFile.stem(String.valueOf(file.getFileName()), SourceFile.EXTENSION);
    return Configuration.read(file)
        .bind(
            map ->
                new Sweep(
                    SweepCodec.of(
                            home,
                            stem,
                            experiment ->
                                new Levels(ExperimentTemplate.load(experiment, home, all), file))
                        .read(map)
                        .get()));
  }

  /** Refuses settings of what the space of {@code file} sets in every point. */
  static void requireEffect(Path file, List<Setting> settings) {
    for (String axis : Configuration.read(file).bind(SweepFile::axes)) {
      for (Setting setting : settings) {
        String key = setting.key().equals("schemes") ? Axis.SCHEME : setting.key();
        if (key.equals(axis) || key.startsWith(axis + ".")) {
          throw new ConfigurationException(
              Problem.found(setting.location(), "the sweep sets '" + axis + "' in every point")
                  .expected("another key, or a copy of the sweep without that axis"));
        }
      }
    }
  }

  private static List<String> axes(ConfigurationMap map) {
    map.ignoreOtherKeys();
    return map.optional(
        "space",
        mapOf(
            space -> {
              space.ignoreOtherKeys();
              return space.keys();
            }),
        List.of());
  }
}
