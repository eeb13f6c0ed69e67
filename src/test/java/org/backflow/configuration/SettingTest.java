package org.backflow.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.configuration.Refusals.refusal;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingTest {

  private static SampleExperiment bound(String... settings) {
    return Configuration.parse("a.yaml", SampleExperiment.YAML)
        .with(Stream.of(settings).map(Setting::parse).toList())
        .bind(SampleExperiment::from);
  }

  @Test
  void setting_ofAKeyThatIsThere_replacesItsValue() {
    assertThat(bound("protocol.epochs=7").protocol().epochs()).isEqualTo(7);
  }

  @Test
  void setting_ofAKeyThatIsNotThere_addsIt() {
    SampleExperiment bound =
        Configuration.parse("a.yaml", SampleExperiment.YAML.replace("seed: 0x2A\n", ""))
            .with(List.of(Setting.parse("seed=7")))
            .bind(SampleExperiment::from);

    assertThat(bound.seed()).isEqualTo(7);
  }

  @Test
  void settings_belowAnAbsentMap_makeIt() {
    SampleExperiment bound =
        Configuration.parse("a.yaml", SampleExperiment.YAML.replaceAll("accelerator:.*\n", ""))
            .with(
                List.of(
                    Setting.parse("accelerator.rows=2"), Setting.parse("accelerator.columns=3")))
            .bind(SampleExperiment::from);

    assertThat(bound.accelerator())
        .isEqualTo(new SampleExperiment.Accelerator("unnamed", 2, 3, false));
  }

  @Test
  void setting_ofAnElement_replacesIt() {
    assertThat(bound("layers.1=30", "schemes.1.perUnit=4", "schemes.0=one-hot"))
        .extracting(SampleExperiment::layers, SampleExperiment::schemes)
        .containsExactly(
            List.of(784, 30, 10),
            List.of(
                new SampleExperiment.Scheme("one-hot", 1),
                new SampleExperiment.Scheme("sparse", 4)));
  }

  @Test
  void setting_ofAListOrMap_replacesAllOfIt() {
    assertThat(bound("layers=[784, 10]").layers()).containsExactly(784, 10);
    assertThat(bound("accelerator={rows: 1, columns: 2}").accelerator())
        .isEqualTo(new SampleExperiment.Accelerator("unnamed", 1, 2, false));
  }

  @Test
  void settings_ofTheSameKey_endWithTheLast() {
    assertThat(bound("seed=1", "seed=2").seed()).isEqualTo(2);
  }

  @Test
  void setting_withSpacesAndEqualsSigns_keepsThoseOfTheValue() {
    assertThat(bound(" name = a = b ").name()).isEqualTo("a = b");
    assertThat(bound("name=fixed<12,4>").name()).isEqualTo("fixed<12,4>");
    assertThat(bound("name=\"5\"").name()).isEqualTo("5");
    assertThat(bound("name='a: b # c'").name()).isEqualTo("a: b # c");
  }

  @Test
  void setting_printed_isAsGiven() {
    assertThat(Setting.parse(" seed = 1")).hasToString(" seed = 1");
  }

  static Stream<Arguments> refused() {
    String form = "; expected KEY=VALUE, such as protocol.epochs=5";
    String range = "; expected a whole number from 1 to 1000000";
    return Stream.of(
        Arguments.of("protocol.epochs", "no '='" + form),
        Arguments.of("protocol.epochs=", "no value after '='" + form),
        Arguments.of("protocol.epochs= ", "no value after '='" + form),
        Arguments.of("=5", "an empty key" + form),
        Arguments.of("protocol..epochs=5", "an empty key" + form),
        Arguments.of("protocol.=5", "an empty key" + form),
        Arguments.of("name=#1", "the comment '#1'; expected quotes around a text with '#'"),
        Arguments.of("name=run #1", "the comment '#1'; expected quotes around a text with '#'"),
        Arguments.of(
            "name=a: b",
            "a list or map without brackets; expected [...] or {...}, or quotes around a text"),
        Arguments.of(
            "layers=- 1",
            "a list or map without brackets; expected [...] or {...}, or quotes around a text"),
        Arguments.of(
            "layers=[1,",
            "not YAML (while parsing a flow node: expected the node content, but found '<stream"
                + " end>')"),
        Arguments.of("layers=[*x]", "the alias '*x'; expected the value itself"),
        Arguments.of(
            "seed={a: 1, a: 2}",
            "the key 'a' again; expected it once, as at --set seed={a: 1, a: 2}"),
        Arguments.of("protocol.epochs=x", "'protocol.epochs' is the text 'x'" + range),
        Arguments.of("protocol.epochs=~", "'protocol.epochs' is empty" + range),
        Arguments.of("protocol.epochs=[5]", "'protocol.epochs' is a list of 1 element" + range),
        Arguments.of(
            "layers.1=x", "'layers.1' is the text 'x'; expected a whole number from 1 to 4096"),
        Arguments.of(
            "layers=[784, x]",
            "'layers.1' is the text 'x'; expected a whole number from 1 to 4096"),
        Arguments.of(
            "protocol.epoch=5", "unknown key 'epoch' in 'protocol'; did you mean 'epochs'?"),
        Arguments.of("protocl.epochs=5", "unknown key 'protocl'; did you mean 'protocol'?"),
        Arguments.of(
            "device.rows=5",
            "unknown key 'device'; expected 'name', 'seed', 'protocol', 'layers', 'schemes' or"
                + " 'accelerator'"),
        Arguments.of(
            "name.first=x", "'name' is the text 'sample' at a.yaml:1:7; expected a map or a list"),
        Arguments.of(
            "layers.3=5",
            "'layers' is a list of 3 elements at a.yaml:8:9; expected an index from 0 to 2, not"
                + " '3'"),
        Arguments.of(
            "layers.-1=5",
            "'layers' is a list of 3 elements at a.yaml:8:9; expected an index from 0 to 2, not"
                + " '-1'"),
        Arguments.of(
            "schemes.first.name=sparse",
            "'schemes' is a list of 2 elements at a.yaml:10:3; expected an index from 0 to 1, not"
                + " 'first'"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String setting, String expected) {
    assertThat(refusal(() -> bound(setting))).isEqualTo("--set " + setting + ": " + expected);
  }

  @Test
  void setting_withALineBreak_isReportedOnOneLine() {
    assertThat(refusal(() -> bound("seed=a\nb")))
        .isEqualTo(
            "--set seed=a\\nb: 'seed' is the text 'a b'; expected a whole number from 0 to"
                + " 9223372036854775807");
  }

  @Test
  void settings_thatCannotBeApplied_areReportedTogether() {
    assertThat(refusal(() -> bound("name.x=1", "seed.y=2")))
        .isEqualTo(
            """
            --set name.x=1: 'name' is the text 'sample' at a.yaml:1:7; expected a map or a list
            --set seed.y=2: 'seed' is 0x2A at a.yaml:2:7; expected a map or a list\
            """);
  }

  @Test
  void setting_ofAnElementOfAnEmptyList_isRefused() {
    assertThat(refusal(() -> bound("schemes=[]", "schemes.0=backprop")))
        .isEqualTo(
            "--set schemes.0=backprop: 'schemes' is an empty list at --set schemes=[]; expected no"
                + " index, not '0'");
  }

  @Test
  void setting_ofAKeyMistypedInTheFileAsWell_isReportedAsTheSetting() {
    Configuration mistyped =
        Configuration.parse("a.yaml", SampleExperiment.YAML.replace("epochs", "epocs"))
            .with(List.of(Setting.parse("protocol.epocs=3")));

    assertThat(refusal(() -> mistyped.bind(SampleExperiment::from)))
        .isEqualTo(
            "--set protocol.epocs=3: unknown key 'epocs' in 'protocol'; did you mean 'epochs'?");
  }

  @Test
  void mapMadeBySettings_withoutARequiredKey_isReportedAsTheFirstSetting() {
    Configuration incomplete =
        Configuration.parse("a.yaml", SampleExperiment.YAML.replaceAll("accelerator:.*\n", ""))
            .with(List.of(Setting.parse("accelerator.rows=8")));

    assertThat(refusal(() -> incomplete.bind(SampleExperiment::from)))
        .isEqualTo(
            "--set accelerator.rows=8: missing key 'accelerator.columns'; expected a whole number"
                + " from 1 to 1024");
  }
}
