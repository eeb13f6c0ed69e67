package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.experiment.Experiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of one's own wherever an experiment takes one of {@code data} by name. */
class OwnFilesTest {
  private static final Path MNIST = Path.of("data/experiments/mnist-20.yaml");

  @TempDir private Path folder;

  @Test
  void accelerator_byThePathOfAYaml_isThatOfTheFile() throws IOException {
    Path own = folder.resolve("own.yaml");
    Files.copy(Path.of("data/accelerators/edge-16x16.yaml"), own);

    Experiment experiment =
        ExperimentFile.load(MNIST, "accelerator=" + own, "accelerator.array=8x4");

    assertThat(experiment.hardware().accelerator().name()).isEqualTo("own");
    assertThat(experiment.hardware().accelerator().array()).hasToString("8x4");
    assertThat(experiment.hardware().accelerator().memories())
        .isEqualTo(ExperimentFile.load(MNIST).hardware().accelerator().memories());
  }

  @Test
  void accelerator_byThePathOfAConfigurationOfScaleSim_isWhatCostMakesOfIt() throws IOException {
    Path own =
        Files.writeString(
            folder.resolve("own.cfg"),
            """
            [general]
            run_name = own
            [architecture_presets]
            ArrayHeight : 8
            ArrayWidth : 4
            IfmapSramSzkB : 32
            FilterSramSzkB : 64
            OfmapSramSzkB : 16
            IfmapOffset : 0
            FilterOffset : 10000000
            OfmapOffset : 20000000
            Dataflow : os
            Bandwidth : 10
            [run_presets]
            InterfaceBandwidth : CALC
            """);

    Experiment experiment = ExperimentFile.load(MNIST, "accelerator=" + own);

    assertThat(experiment.hardware().accelerator())
        .isEqualTo(AcceleratorFile.load(new Home(Path.of("")), own.toString(), List.of()));
    assertThat(experiment.hardware().accelerator().array()).hasToString("8x4");
  }

  @Test
  void energyTable_byThePathOfAYaml_isThatOfTheFile() throws IOException {
    Path own = folder.resolve("own.yaml");
    Files.copy(Path.of("data/energy/horowitz-45nm.yaml"), own);

    Experiment experiment = ExperimentFile.load(MNIST, "energyTables=[" + own + "]");

    assertThat(experiment.hardware().energyTables().get(0).name()).isEqualTo("own");
  }

  @Test
  void energyTable_byThePathOfAnAccelergyTable_isWhatCostMakesOfIt() throws IOException {
    Path own =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            ERT:
              version: 0.4
              tables:
                - {name: chip.mac, actions: [{name: compute, energy: 0.5}]}
                - {name: chip.buffer, actions: [{name: read, energy: 30}, {name: write, energy: 30}]}
            """);

    Experiment experiment = ExperimentFile.load(MNIST, "energyTables=[" + own + "]");

    assertThat(experiment.hardware().energyTables())
        .containsExactly(EnergyTableFile.load(new Home(Path.of("")), own.toString()));
    assertThat(experiment.hardware().energyTables().get(0).name()).isEqualTo("own");
  }

  @Test
  void accelerator_byAPathThatLeadsNowhere_isRefusedWithThePath() {
    Path missing = folder.resolve("none.yaml");

    assertThatThrownBy(() -> ExperimentFile.load(MNIST, "accelerator=" + missing))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(missing.toString());
  }
}
