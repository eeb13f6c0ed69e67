package org.backflow.experiment.file;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.backflow.accelerator.Accelerator;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.Setting;
import org.backflow.foreign.scalesim.ScaleSimConfiguration;

/** Reads accelerator files. */
public final class AcceleratorFile {

  private static final String YAML = ".yaml";

  private AcceleratorFile() {}

  /**
   * Returns the accelerator called {@code name}: a YAML file or a configuration file of SCALE-Sim
   * by its path, which ends in {@code .yaml} or {@code .cfg}, or else one of {@code
   * data/accelerators}.
   *
   * @param settings options such as {@code array=8x8}, which override its keys
   * @throws org.backflow.configuration.tree.ConfigurationException when there is none of that name,
   *     or it is not valid
   */
  public static Accelerator load(Home home, String name, List<String> settings) {
    Accelerator read =
        home.accelerators()
            .read(name)
            .expanding("dram", home.memories())
            .expanding("dram.preset", home.memories())
            .with(settings.stream().map(Setting::parse).toList())
            .bind(AcceleratorCodec.WRITTEN::read);
    return new Accelerator(
        shortName(name),
        read.source(),
        read.array(),
        read.separateFeedbackArray(),
        read.dataflows(),
        read.foldSequence(),
        read.zeroGating(),
        read.vectorLanes(),
        read.clockMegahertz(),
        read.memories(),
        read.memorySystem());
  }

  /**
   * Returns what is in {@code file}.
   *
   * @param remarks is told what a file of others says without effect, and what is taken in its
   *     place
   */
  static Configuration configuration(Path file, Consumer<String> remarks) {
    if (!ScaleSimConfiguration.isOne(file.toString())) {
      return Configuration.read(file);
    }
    ScaleSimConfiguration read = ScaleSimConfiguration.read(file);
    read.remarks().forEach(remarks);
    return read.configuration();
  }

  private static String shortName(String name) {
    String file = String.valueOf(Path.of(name).getFileName());
    return file.endsWith(YAML) ? file.substring(0, file.length() - YAML.length()) : file;
  }
}
