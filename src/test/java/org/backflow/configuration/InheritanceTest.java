package org.backflow.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.Shelf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InheritanceTest {

  @TempDir private Path folder;

  private record Sample(List<Integer> list, int inner, int other) {}

  @BeforeEach
  void writeFiles() throws IOException {
    write("base", "list: [1, 2]", "map: {inner: 1, other: 2}");
    write("middle", "extends: base", "map: {inner: 3}");
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name + ".yaml"), List.of(lines));
  }

  private Sample read(String name) {
    return Configuration.read(folder.resolve(name + ".yaml"))
        .extending("extends", ConfigurationShelf.of(Shelf.of("experiment", folder)))
        .bind(
            map ->
                map.required(
                    "map",
                    ValueKind.mapOf(
                        inner ->
                            new Sample(
                                map.required("list", ValueKind.listOf(ValueKind.integer(0, 9))),
                                inner.required("inner", ValueKind.integer(0, 9)),
                                inner.required("other", ValueKind.integer(0, 9))))));
  }

  @Test
  void extending_aFileThatExtendsAnother_joinsMapsAndReplacesAllElse() throws IOException {
    write("top", "extends: middle", "list: [7]");
    assertThat(read("base")).isEqualTo(new Sample(List.of(1, 2), 1, 2));
    assertThat(read("middle")).isEqualTo(new Sample(List.of(1, 2), 3, 2));
    assertThat(read("top")).isEqualTo(new Sample(List.of(7), 3, 2));
  }

  @Test
  void extending_aWrongName_isRefusedWhereItIsWritten() throws IOException {
    write("typo", "extends: bace");
    assertThatThrownBy(() -> read("typo"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("typo.yaml:1:10: 'extends' is the text 'bace'")
        .hasMessageContaining("did you mean 'base'?");
    write("list", "extends: [base]");
    assertThatThrownBy(() -> read("list")).hasMessageContaining("expected the name of a file");
  }

  @Test
  void extending_inACircle_isRefused() throws IOException {
    write("one", "extends: two");
    write("two", "extends: one");
    assertThatThrownBy(() -> read("one"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("in a circle");
  }

  @Test
  void extending_aWrongValue_isLocatedInTheFileThatHoldsIt() throws IOException {
    write("wrong", "extends: base", "list: [10]");
    assertThatThrownBy(() -> read("wrong")).hasMessageContaining("wrong.yaml:2:8");
    write("base", "list: [1, 2]", "map: {inner: 10, other: 2}");
    write("right", "extends: base", "list: [9]");
    assertThatThrownBy(() -> read("right")).hasMessageContaining("base.yaml:2:14");
  }
}
