package org.backflow.training.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnrolledLoopsTest {

  @Test
  void files_areAsTheyAreWritten() throws IOException {
    for (String file : List.of("FloatRowLoops.java", "FixedPointRowLoops.java")) {
      assertThat(Files.readString(UnrolledLoops.FOLDER.resolve(file)))
          .as("%s; java src/test/java/org/backflow/training/kernel/UnrolledLoops.java", file)
          .isEqualTo(UnrolledLoops.written(file));
    }
  }
}
