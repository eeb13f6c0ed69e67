package org.backflow.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFileTest {
  private static final UUID FORESEEN = new UUID(0x0123456789abcdefL, 0x0123456789abcdefL);
  private static final String NAME = ".backflow-0123456789abcdef0123456789abcdef.part";

  @TempDir private Path folder;
  private Path planted;

  @BeforeEach
  void nameWhatIsPlanted() {
    planted = folder.resolve(NAME);
  }

  /**
   * Writes half a file, whole another one beside it, and then waits until it is killed. Whoever
   * looks for leftovers by opening its own files loses their locks when it closes them again
   * (POSIX).
   */
  static final class Writer {
    private Writer() {}

    /** Says the name of the file once it is there. */
    public static void main(String[] arguments) throws IOException {
      try (TemporaryFile file = TemporaryFile.in(Path.of(arguments[0]), () -> FORESEEN)) {
        file.out().write("half of".getBytes(UTF_8));
        AtomicFile.write(Path.of(arguments[0], "other.csv"), out -> out.write('o'));
        System.out.println("written");
        if (System.in.read() >= 0) {
          throw new IllegalStateException("nothing is ever sent");
        }
      }
    }
  }

  private Process writer() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = process.inputReader(UTF_8);
    assertThat(said.readLine()).isEqualTo("written");
    return process;
  }

  @Test
  void removeLeftovers_ofAnotherProcess_sparesItsFileUntilItIsKilled() throws Exception {
    Process process = writer();
    try {
      AtomicFile.write(folder.resolve("results.csv"), out -> out.write('r'));
      assertThat(planted).as("while the other process writes").hasContent("half of");
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(planted).as("what the killed process left").hasContent("half of");

    AtomicFile.write(folder.resolve("results.csv"), out -> out.write('s'));

    assertThat(planted).doesNotExist();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("other.csv", "results.csv");
  }

  @Test
  void in_whereALinkIsPlanted_writesNothingThroughIt() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Files.createSymbolicLink(planted, victim);

    assertThatThrownBy(() -> TemporaryFile.in(folder, () -> FORESEEN))
        .isInstanceOf(FileSystemException.class)
        .hasMessageStartingWith(folder.toString());

    assertThat(victim).hasContent("precious");
    assertThat(planted).isSymbolicLink();
  }

  @Test
  void in_whereALinkToNothingIsPlanted_makesNothing() throws IOException {
    Files.createSymbolicLink(planted, Path.of("victim"));

    assertThatThrownBy(() -> TemporaryFile.in(folder, () -> FORESEEN))
        .isInstanceOf(FileSystemException.class);

    assertThat(folder.resolve("victim")).doesNotExist();
  }

  @Test
  void in_whereAFileIs_leavesItAsItIs() throws IOException {
    Files.writeString(planted, "of another process");

    assertThatThrownBy(() -> TemporaryFile.in(folder, () -> FORESEEN))
        .isInstanceOf(FileSystemException.class);

    assertThat(planted).hasContent("of another process");
  }
}
