package org.backflow.configuration.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.backflow.configuration.Refusals.refusal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.Setting;
import org.backflow.configuration.kind.ValueKind;
import org.junit.jupiter.api.Test;

class ConfigurationExceptionTest {

  private static ConfigurationException thrownFor(String yaml) {
    return catchThrowableOfType(
        ConfigurationException.class,
        () -> Configuration.parse("a.yaml", yaml).bind(map -> "bound"));
  }

  private static String keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> "k" + i + ": 0\n").collect(Collectors.joining());
  }

  @Test
  void exception_withProblemsInSeveralSources_groupsThem() {
    Configuration configuration =
        Configuration.parse("a.yaml", "x: 1\nlist: [1, 2]\ny: 1\n")
            .with(List.of(Setting.parse("list.0=0")));

    assertThat(
            refusal(
                () ->
                    configuration.bind(
                        map -> map.required("list", ValueKind.listOf(ValueKind.integer(3, 4))))))
        .isEqualTo(
            """
            --set list.0=0: 'list.0' is 0; expected a whole number from 3 to 4
            a.yaml:1:1: unknown key 'x'; expected 'list'
            a.yaml:2:11: 'list.1' is 2; expected a whole number from 3 to 4
            a.yaml:3:1: unknown key 'y'; expected 'list'\
            """);
  }

  @Test
  void exception_withSeveralProblems_locatesTheFirst() {
    ConfigurationException thrown = thrownFor("{x: 1,\n   y: 2}\n");

    assertThat(thrown.problems())
        .containsExactly(
            new Problem(new Location("a.yaml", 1, 2), "unknown key 'x'; expected none"),
            new Problem(new Location("a.yaml", 2, 4), "unknown key 'y'; expected none"));
    assertThat(List.of(thrown.source(), thrown.line(), thrown.column()))
        .containsExactly("a.yaml", 1, 2);
  }

  @Test
  void exception_withManyProblems_listsTwenty() {
    String yaml = keys(25);

    assertThat(thrownFor(keys(20)).getMessage().lines()).hasSize(20);
    assertThat(thrownFor(yaml).getMessage().lines())
        .hasSize(21)
        .startsWith("a.yaml:1:1: unknown key 'k0'; expected none")
        .endsWith("a.yaml:20:1: unknown key 'k19'; expected none", "and 5 more");
    assertThat(thrownFor(yaml).problems()).hasSize(25);
  }

  @Test
  void exception_serialized_keepsItsProblems() throws IOException, ClassNotFoundException {
    ConfigurationException thrown = thrownFor("x: 1");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(thrown);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(((ConfigurationException) in.readObject()).problems())
          .isEqualTo(thrown.problems());
    }
  }
}
