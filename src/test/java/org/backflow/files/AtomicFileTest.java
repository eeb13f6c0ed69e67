package org.backflow.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void oldContent() throws IOException {
    file = Files.writeString(folder.resolve("results.csv"), "old");
  }

  @Test
  void write_whereAFileIs_replacesIt() throws IOException {
    AtomicFile.write(file, temporary -> Files.writeString(temporary, "new"));

    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryContaining("glob:**results.csv");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void write_thatFailsHalfWay_leavesTheOldFileAndNothingElse() {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    temporary -> {
                      Files.writeString(temporary, "ne");
                      throw new IOException("the disk is full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");

    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("results.csv");
  }

  @Test
  void write_whileItIsWritten_showsTheOldFile() throws IOException {
    AtomicFile.write(
        file,
        temporary -> {
          Files.writeString(temporary, "new");
          assertThat(file).hasContent("old");
          assertThat(temporary).isEqualTo(AtomicFile.temporary(file)).hasContent("new");
        });
  }

  @Test
  void writeDurably_overALongerLeftover_leavesNoneOfIt() throws IOException {
    Files.writeString(AtomicFile.temporary(file), "what a process that died had written");

    AtomicFile.writeDurably(file, "new".getBytes(UTF_8));

    assertThat(file).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("results.csv");
  }

  @Test
  void writeDurably_inAFolderThatIsMissing_saysSo() {
    assertThatThrownBy(
            () -> AtomicFile.writeDurably(folder.resolve("none/results.csv"), new byte[1]))
        .isInstanceOf(NoSuchFileException.class);
  }
}
