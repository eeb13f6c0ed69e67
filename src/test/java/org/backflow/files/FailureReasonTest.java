package org.backflow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FailureReasonTest {

  @TempDir private Path folder;

  @Test
  void of_fileWhereAFolderIsWanted_namesIt() throws IOException {
    Path file = Files.writeString(folder.resolve("report"), "");
    IOException failure =
        catchThrowableOfType(IOException.class, () -> Files.createDirectories(file));
    assertThat(FailureReason.of(failure)).isEqualTo(file + " is there and is no folder");
  }

  @Test
  void of_missingFile_namesIt() {
    Path file = folder.resolve("none").resolve("x");
    IOException failure =
        catchThrowableOfType(IOException.class, () -> Files.writeString(file, ""));
    assertThat(FailureReason.of(failure)).isEqualTo("there is no " + file);
  }

  @Test
  void of_whatTheSystemSays_isItsWords() {
    assertThat(FailureReason.of(new AccessDeniedException("/a"))).isEqualTo("no permission for /a");
    assertThat(FailureReason.of(new FileSystemException("/a", null, "No space left on device")))
        .isEqualTo("No space left on device (/a)");
  }

  @Test
  void of_anyOther_isItsMessageOrItsName() {
    assertThat(FailureReason.of(new IOException("the stream ended"))).isEqualTo("the stream ended");
    assertThat(FailureReason.of(new IOException())).isEqualTo("IOException");
  }
}
