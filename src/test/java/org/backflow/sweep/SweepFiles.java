package org.backflow.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backflow.configuration.Setting;
import org.backflow.experiment.TinyImages;
import org.backflow.experiment.file.Home;

/** Sweeps over the default experiment that are evaluated in milliseconds. */
public final class SweepFiles {
  static final Home HOME = new Home(Path.of(""));
  private static final String VERSION = "test";

  private SweepFiles() {}

  /** Reads a sweep of the given lines, on tiny images. */
  static Sweep sweep(Path folder, String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.yaml"), "experiment: mnist-20\n" + yaml);
    List<Setting> settings = new ArrayList<>();
    settings.add(Setting.parse("data.path=" + folder));
    settings.add(Setting.parse("layers=36-8-4"));
    settings.add(Setting.parse("protocol.epochs=1"));
    settings.add(Setting.parse("runs=2"));
    return Sweep.load(file, HOME, settings);
  }

  /** Writes the images that {@link #sweep} trains on. */
  static Path withImages(Path folder) throws IOException {
    return TinyImages.write(folder);
  }

  static SweepFolder folder(Path path) {
    return new SweepFolder(path, VERSION);
  }

  static LocalEngine engine(int threads) {
    return new LocalEngine(threads, ResourceEstimates.of(HOME));
  }

  static SweepCounts run(Sweep sweep, Path into) {
    return new SweepRun(sweep, folder(into)).run(engine(2), SweepListener.SILENT);
  }

  static List<Row> rows(Sweep sweep, Path in) {
    List<Row> rows = new ArrayList<>();
    folder(in).read(sweep, rows::add);
    return rows;
  }

  static List<String> column(Sweep sweep, Path in, String name) {
    int column = sweep.columns().require(name);
    return rows(sweep, in).stream().map(row -> row.text(column)).toList();
  }
}
