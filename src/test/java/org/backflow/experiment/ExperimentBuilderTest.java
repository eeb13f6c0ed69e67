package org.backflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.experiment.file.Home;
import org.backflow.experiment.file.StartingFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExperimentBuilderTest {

  @TempDir private Path folder;

  @Test
  void build_withoutWhatAFileMayLeaveOut_isWhatTheFileSays() throws IOException {
    Home home = new Home(Path.of(""));
    Path file = folder.resolve("experiment.yaml");
    Files.writeString(file, StartingFiles.experiment(home, List.of()));
    Experiment read = ExperimentFile.load(file, home, List.of());
    assertThat(
            Experiment.builder()
                .data(read.training().data())
                .network(read.model().network())
                .schemes(read.schemes())
                .protocol(read.training().protocol())
                .arithmetic(read.hardware().arithmetic())
                .accelerator(read.hardware().accelerator())
                .energyTables(read.hardware().energyTables())
                .runs(read.training().runs())
                .seed(read.training().seed())
                .build())
        .isEqualTo(read);
  }

  @Test
  void build_withoutData_saysWhatIsNeeded() {
    assertThatThrownBy(() -> Experiment.builder().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an experiment needs network");
  }
}
