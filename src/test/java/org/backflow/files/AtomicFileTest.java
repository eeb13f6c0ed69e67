package org.backflow.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final String LEFTOVER = ".backflow-0123456789abcdef0123456789abcdef.part";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void oldContent() throws IOException {
    file = Files.writeString(folder.resolve("results.csv"), "old");
  }

  private static AtomicFile.Content text(String text) {
    return out -> out.write(text.getBytes(UTF_8));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void write_whereAFileIs_replacesIt() throws IOException {
    AtomicFile.write(file, text("new"));

    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("results.csv");
  }

  @Test
  void write_thatFailsHalfWay_leavesTheOldFileAndNothingElse() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write('n');
                      throw new IOException("the disk is full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");

    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("results.csv");
  }

  @Test
  void write_outOfMemoryHalfWay_leavesTheOldFileAndNothingElse() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write('n');
                      throw new OutOfMemoryError("full");
                    }))
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(names()).containsExactly("results.csv");
  }

  @Test
  void write_whileItIsWritten_showsTheOldFileAndHidesTheNewOne() throws IOException {
    AtomicFile.write(
        file,
        out -> {
          out.write("new".getBytes(UTF_8));
          out.close();
          assertThat(file).hasContent("old");
          assertThat(names()).hasSize(2);
          assertThat(names().get(0)).matches("\\.backflow-[0-9a-f]{32}\\.part");
        });
    assertThat(file).hasContent("new");
  }

  @Test
  void write_twiceInOneFolderAtATime_writesBoth() throws IOException {
    Path other = folder.resolve("other.csv");
    AtomicFile.write(
        file,
        out -> {
          AtomicFile.write(other, text("inner"));
          out.write("outer".getBytes(UTF_8));
        });

    assertThat(file).hasContent("outer");
    assertThat(other).hasContent("inner");
    assertThat(names()).containsExactly("other.csv", "results.csv");
  }

  @Test
  void write_whereAProcessDied_removesWhatItLeftAndNothingElse() throws IOException {
    List<String> foreign =
        List.of(".backflow-0123.part", ".results.csv.123", "x" + LEFTOVER, LEFTOVER + "x");
    for (String name : foreign) {
      Files.writeString(folder.resolve(name), "mine");
    }
    Path leftover = Files.writeString(folder.resolve(LEFTOVER), "half of");

    AtomicFile.writeDurably(file, "new".getBytes(UTF_8));

    assertThat(leftover).doesNotExist();
    assertThat(names()).containsAll(foreign).hasSize(1 + foreign.size());
  }

  @Test
  void write_whereALeftoverIsALink_followsItNowhere() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path link = Files.createSymbolicLink(folder.resolve(LEFTOVER), victim);

    AtomicFile.write(file, text("new"));

    assertThat(victim).hasContent("precious");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void write_whereTheFileIsALink_replacesTheLink() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path link = Files.createSymbolicLink(folder.resolve("index.html"), victim);

    AtomicFile.write(link, text("new"));

    assertThat(victim).hasContent("precious");
    assertThat(link).isRegularFile().hasContent("new");
    assertThat(Files.isSymbolicLink(link)).isFalse();
  }

  @Test
  void write_inAFolderThatIsMissing_namesTheFolder() {
    assertThatThrownBy(
            () -> AtomicFile.writeDurably(folder.resolve("none/results.csv"), new byte[1]))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(folder.resolve("none").toString());
  }

  @Test
  void write_ontoAFolder_namesIt() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.createFile(taken.resolve("content"));

    assertThatThrownBy(() -> AtomicFile.write(taken, text("new")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageStartingWith(taken.toString());
    assertThat(names()).containsExactly("results.csv", "taken");
  }

  @Test
  void probe_leavesNothing() throws IOException {
    AtomicFile.probe(folder, 1000);

    assertThat(names()).containsExactly("results.csv");
  }
}
