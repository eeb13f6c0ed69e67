package org.backflow.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

// What hangs is to fail, even where it heeds no interrupt.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NamedFileTest {

  @TempDir Path folder;

  private static AtomicFile.Content text(String text) {
    return out -> out.write(text.getBytes(UTF_8));
  }

  @Test
  void write_toALinkToALink_keepsBothAndWritesWhatTheyLeadTo() throws IOException {
    Path real =
        Files.writeString(Files.createDirectory(folder.resolve("b")).resolve("real"), "old");
    Path inner = Files.createSymbolicLink(folder.resolve("inner"), Path.of("b/real"));
    Path outer = Files.createSymbolicLink(folder.resolve("outer"), inner);

    NamedFile.write(outer, text("new"));

    assertThat(outer).isSymbolicLink();
    assertThat(inner).isSymbolicLink();
    assertThat(Files.isSymbolicLink(real)).isFalse();
    assertThat(real).hasContent("new");
  }

  @Test
  void write_toALinkToNothing_makesTheFile() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));

    NamedFile.write(link, text("new"));

    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("real")).hasContent("new");
  }

  @Test
  void write_toALinkToItself_isRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("link"));

    assertThatThrownBy(() -> NamedFile.write(link, text("new")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("symbolic links");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void write_toAPipe_isReadAtItsOtherEnd() throws Exception {
    Path pipe = folder.resolve("pipe");
    Assumptions.assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo here");
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                return e.toString();
              }
            });

    NamedFile.write(pipe, text("new"));

    assertThat(read.get()).isEqualTo("new");
    assertThat(Files.isRegularFile(pipe)).isFalse();
    assertThat(pipe).exists();
  }

  @Test
  void write_toADevice_writesToIt() throws IOException {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");

    assertThatThrownBy(() -> NamedFile.write(full, text("new")))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(Files.isRegularFile(full)).isFalse();
  }

  @Test
  void write_toAFile_isWholeOrNotAtAll() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");

    assertThatThrownBy(
            () ->
                NamedFile.write(
                    file,
                    out -> {
                      out.write('n');
                      throw new IOException("the disk is full");
                    }))
        .hasMessage("the disk is full");
    assertThat(file).hasContent("old");
  }
}
