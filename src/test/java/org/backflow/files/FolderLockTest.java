package org.backflow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir Path folder;

  /** Holds a folder until it is killed. */
  static final class Holder {
    private Holder() {}

    /** Says so once it has the folder. */
    public static void main(String[] arguments) throws InterruptedException {
      FolderLock lock = FolderLock.take(Path.of(arguments[0]), "backflow compare");
      System.out.println("held");
      Thread.sleep(60_000);
      lock.close();
    }
  }

  private Process holder() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    assertThat(said.readLine()).isEqualTo("held");
    return process;
  }

  @Test
  void take_folderOfAnotherProcess_saysWhoHasItUntilThatIsKilled() throws Exception {
    Process process = holder();
    try {
      assertThatThrownBy(() -> FolderLock.take(folder, "backflow sweep"))
          .isInstanceOf(FolderLockException.class)
          .hasMessageStartingWith(
              folder + " is in use by backflow compare, process " + process.pid() + ", since ");
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(folder.toFile().list()).as("what the killed process left").hasSize(1);
    try (FolderLock lock = FolderLock.take(folder, "backflow sweep")) {
      assertThat(lock).isNotNull();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void take_folderOfThisProcess_isRefusedUntilItIsClosed() {
    Path missing = folder.resolve("a/b");
    try (FolderLock lock = FolderLock.take(missing, "one")) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> FolderLock.take(missing, "two"))
          .isInstanceOf(FolderLockException.class)
          .hasMessageContaining("is in use by another run of this very process");
    }
    FolderLock.take(missing, "two").close();
    assertThat(missing).isEmptyDirectory();
  }

  /** The file that is open is then nobody's: to lock it would hold up none of those who come. */
  @Test
  void take_whileTheHolderGoesAwayAndAnotherFileIsMade_locksTheFileOfThatName() throws IOException {
    Path file = folder.resolve(".backflow.lock");
    AtomicInteger opened = new AtomicInteger();
    Runnable othersMeanwhile =
        () -> {
          if (opened.getAndIncrement() == 0) {
            try {
              Files.delete(file);
              Files.createFile(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    try (FolderLock lock = FolderLock.take(folder, "backflow sweep", othersMeanwhile)) {
      assertThat(lock).isNotNull();
      assertThat(file).content().startsWith("backflow sweep, process ");
    }
    assertThat(opened).hasValue(2);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void take_whereALinkIsPlanted_writesNothingThroughIt() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Files.createSymbolicLink(folder.resolve(".backflow.lock"), victim);

    assertThatThrownBy(() -> FolderLock.take(folder, "one"))
        .isInstanceOf(FolderLockException.class)
        .hasMessageContaining("is no file of Backflow");
    assertThat(victim).hasContent("precious");
  }

  @Test
  void take_whereAFileIs_isRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> FolderLock.take(file, "one"))
        .isInstanceOf(FolderLockException.class)
        .hasMessageContaining("is there and is no folder");
  }
}
