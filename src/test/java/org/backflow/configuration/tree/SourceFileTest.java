package org.backflow.configuration.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.configuration.Refusals.refusal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.backflow.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFileTest {
  @TempDir private Path folder;

  private String refusalOf(String name) {
    return refusal(() -> Configuration.read(folder.resolve(name)));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  @Test
  void file_notThere_isRefusedWithTheNearest() throws IOException {
    write("mnist-sweep.yaml", new byte[0]);
    write("mnist.yaml", new byte[0]);

    assertThat(refusalOf("mnits.yaml"))
        .isEqualTo(folder + "/mnits.yaml: no such file; did you mean 'mnist.yaml'?");
    assertThat(refusalOf("mnist"))
        .isEqualTo(folder + "/mnist: no such file; did you mean 'mnist.yaml'?");
  }

  @Test
  void file_nearNoOther_isRefusedWithAllOfThem() throws IOException {
    write("b.yaml", new byte[0]);
    write("a.yaml", new byte[0]);
    write("notes.txt", new byte[0]);

    assertThat(refusalOf("c.yaml"))
        .isEqualTo(folder + "/c.yaml: no such file; expected 'a.yaml' or 'b.yaml'");
  }

  @Test
  void file_inAFolderWithoutYaml_isRefused() {
    assertThat(refusalOf("a.yaml"))
        .isEqualTo(folder + "/a.yaml: no such file, nor another YAML file in its folder");
  }

  @Test
  void file_inAFolderThatIsNotThere_isRefused() {
    assertThat(refusalOf("absent/a.yaml"))
        .isEqualTo(folder + "/absent/a.yaml: no such file, nor its folder");
  }

  @Test
  void folder_insteadOfAFile_isRefused() {
    assertThat(refusalOf(".")).isEqualTo(folder + "/.: is a folder; expected a YAML file");
  }

  @Test
  void file_atTheSizeLimit_isReadAndOneByteMoreIsRefused() throws IOException {
    byte[] bytes = new byte[1 << 20];
    Arrays.fill(bytes, (byte) '#');
    write("limit.yaml", bytes);
    write("large.yaml", Arrays.copyOf(bytes, bytes.length + 1));

    assertThat(refusalOf("limit.yaml"))
        .isEqualTo(folder + "/limit.yaml:1:1048577: the file is empty; expected keys and values");
    assertThat(refusalOf("large.yaml"))
        .isEqualTo(folder + "/large.yaml: is too large; expected at most 1048576 bytes");
  }

  @Test
  void bytes_thatAreNotUtf8_areRefusedWhereTheyAre() throws IOException {
    write("latin.yaml", "a: 1\nb: caf\u00E9\n".getBytes(StandardCharsets.ISO_8859_1));
    write("utf16.yaml", "a: 1\n".getBytes(StandardCharsets.UTF_16));

    assertThat(refusalOf("latin.yaml"))
        .isEqualTo(folder + "/latin.yaml:2:7: the byte 0xe9; expected UTF-8");
    assertThat(refusalOf("utf16.yaml"))
        .isEqualTo(folder + "/utf16.yaml:1:1: the byte 0xfe; expected UTF-8");
  }

  @Test
  void bytes_thatEndWithinACharacter_areRefused() throws IOException {
    write("cut.yaml", new byte[] {'a', ':', ' ', (byte) 0xC3});

    assertThat(refusalOf("cut.yaml"))
        .isEqualTo(folder + "/cut.yaml:1:4: the byte 0xc3; expected UTF-8");
  }
}
