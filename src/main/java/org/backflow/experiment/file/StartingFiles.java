package org.backflow.experiment.file;

import java.util.List;
import org.backflow.configuration.StartingFile;

/** Files to start from, made from the keys that they may have. */
public final class StartingFiles {

  private StartingFiles() {}

  /** Returns the text of an experiment, with {@code heads} at its top. */
  public static String experiment(Home home, List<String> heads) {
    return StartingFile.of(heads, ExperimentCodec.written(home, "experiment"));
  }

  /** Returns the text of an accelerator, with {@code heads} at its top. */
  public static String accelerator(List<String> heads) {
    return StartingFile.of(heads, AcceleratorCodec.WRITTEN);
  }

  /** Returns the text of an energy table, with {@code heads} at its top. */
  public static String energyTable(List<String> heads) {
    return StartingFile.of(heads, EnergyTableCodec.OWN);
  }
}
