package org.backflow.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.backflow.configuration.Refusals.refusal;
import static org.backflow.configuration.kind.ValueKind.integer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.ValueKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

  @Test
  void file_withEveryKindOfValue_isBound(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), SampleExperiment.YAML);

    assertThat(Configuration.read(file).bind(SampleExperiment::from))
        .isEqualTo(
            new SampleExperiment(
                "sample",
                42,
                new SampleExperiment.Protocol(
                    5, 0.25, SampleExperiment.Order.FIXED, SampleExperiment.Scale.LOGARITHMIC),
                List.of(784, 20, 10),
                List.of(
                    new SampleExperiment.Scheme("backprop", 1),
                    new SampleExperiment.Scheme("sparse", 2)),
                new SampleExperiment.Accelerator("unnamed", 16, 16, true)));
  }

  @Test
  void keys_leftOut_haveTheirDefaults() {
    SampleExperiment bound =
        Configuration.parse(
                "a.yaml",
                """
                name: sample
                protocol: {epochs: 1, learningRate: 1}
                layers: [2, 1]
                schemes: []
                accelerator: {rows: 1, columns: 1}
                """)
            .bind(SampleExperiment::from);

    assertThat(bound.seed()).isEqualTo(1);
    assertThat(bound.protocol().order()).isEqualTo(SampleExperiment.Order.RESHUFFLED);
    assertThat(bound.accelerator().doubleBuffered()).isFalse();
  }

  @Test
  void problems_inDifferentPlaces_areReportedTogetherInReadingOrder() {
    assertThat(
            refusal(
                """
                name: 7
                protocol:
                  epochs: 0
                  learning_rate: 0.1
                  order: fixd
                layers: [784, ten]
                schemes: [backprop, {name: sparse}]
                accelerator: {rows: 4, columns: 4, colour: red}
                """,
                SampleExperiment::from))
        .isEqualTo(
            """
            a.yaml:1:7: 'name' is 7; expected a text: put it in quotes
            a.yaml:3:11: 'protocol.epochs' is 0; expected a whole number from 1 to 1000000
            a.yaml:4:3: unknown key 'learning_rate' in 'protocol'; did you mean 'learningRate'?
            a.yaml:5:10: 'protocol.order' is the text 'fixd'; expected 'fixed' or 'reshuffled'; did\
             you mean 'fixed'?
            a.yaml:6:15: 'layers.1' is the text 'ten'; expected a whole number from 1 to 4096
            a.yaml:7:21: missing key 'schemes.1.perUnit'; expected a whole number from 1 to 64
            a.yaml:8:36: unknown key 'colour' in 'accelerator'; expected 'rows', 'columns' or\
             'doubleBuffered'\
            """);
  }

  @Test
  void binder_thatFailsWithoutAProblem_isNotBlamedOnTheUser() {
    Configuration configuration = Configuration.parse("a.yaml", "epochs: 5");

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                configuration.bind(
                    map -> {
                      throw new IllegalStateException("a bug");
                    }))
        .withMessage("a bug");
  }

  @Test
  void binder_thatStumblesOverAStandIn_doesNotHideTheProblem() {
    assertThat(
            refusal(
                "epochs: none",
                map -> {
                  int epochs = map.required("epochs", integer(1, 9));
                  throw new IllegalStateException("no schedule for epochs " + epochs);
                }))
        .isEqualTo("a.yaml:1:9: 'epochs' is the text 'none'; expected a whole number from 1 to 9");
  }

  private static int sum(ConfigurationMap map) {
    int a = map.required("a", ValueKind.integer(0, 9));
    int b = map.required("b", ValueKind.integer(0, 9));
    if (a + b > 10) {
      throw new IllegalArgumentException("a + b is " + (a + b));
    }
    return a + b;
  }

  @Test
  void whatIsWrongOnlyWithAnOption_isReportedAtThatOption() {
    Configuration file = Configuration.parse("s.yaml", "a: 3\nb: 4");
    Configuration changed =
        file.with(List.of(Setting.parse("b=5"), Setting.parse("a=6"), Setting.parse("b=4")));
    assertThat(changed.bind(ConfigurationTest::sum)).isEqualTo(10);
    assertThat(
            Refusals.refusal(
                () -> changed.with(List.of(Setting.parse("b=7"))).bind(ConfigurationTest::sum)))
        .isEqualTo("--set b=7: s.yaml:1:1: a + b is 13");
    assertThat(
            Refusals.refusal(
                () ->
                    file.with(List.of(Setting.parse("a=9"), Setting.parse("b=4")))
                        .bind(ConfigurationTest::sum)))
        .isEqualTo("--set a=9: s.yaml:1:1: a + b is 13");
  }

  @Test
  void whatIsWrongInTheFileAlready_isReportedThere() {
    Configuration file = Configuration.parse("s.yaml", "a: 8\nb: 8");
    assertThat(
            Refusals.refusal(
                () -> file.with(List.of(Setting.parse("b=8"))).bind(ConfigurationTest::sum)))
        .isEqualTo("s.yaml:1:1: a + b is 16");
    assertThat(
            Refusals.refusal(
                () -> file.with(List.of(Setting.parse("b=10"))).bind(ConfigurationTest::sum)))
        .isEqualTo("--set b=10: 'b' is 10; expected a whole number from 0 to 9");
  }
}
