package org.backflow.configuration.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.configuration.Refusals.refusal;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.Optional;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.SampleExperiment;
import org.junit.jupiter.api.Test;

class ConfigurationMapTest {
  private static final ValueKind<Integer> DIGIT = integer(1, 9);
  private static final ValueKind<Integer> PARSED =
      text().as("a number in words", words -> Integer.parseInt(words));

  private static int sum(ConfigurationMap map) {
    return map.required("rows", DIGIT)
        + map.required("columns", DIGIT)
        + map.optional("layers", DIGIT, 0);
  }

  @Test
  void unknownKey_nearAMissingOne_isReportedInItsStead() {
    assertThat(refusal("rows: 1\ncolumn: 2\n", ConfigurationMapTest::sum))
        .isEqualTo("a.yaml:2:1: unknown key 'column'; did you mean 'columns'?");
  }

  @Test
  void unknownKey_nearNone_isReportedWithAllValidKeys() {
    assertThat(refusal("rows: 1\ncolumns: 2\ncolour: red\n", ConfigurationMapTest::sum))
        .isEqualTo("a.yaml:3:1: unknown key 'colour'; expected 'rows', 'columns' or 'layers'");
  }

  @Test
  void unknownKey_nearOneThatIsThere_isReportedWithIt() {
    assertThat(refusal("rows: 1\ncolumns: 2\nrow: 3\n", ConfigurationMapTest::sum))
        .isEqualTo("a.yaml:3:1: unknown key 'row'; did you mean 'rows'?");
  }

  @Test
  void unknownKey_whereNoneIsKnown_isReported() {
    assertThat(refusal("rows: 1\n", map -> "bound"))
        .isEqualTo("a.yaml:1:1: unknown key 'rows'; expected none");
  }

  @Test
  void unknownKeys_ofSeveralMaps_areAllReported() {
    assertThat(
            refusal(
                "a: {rows: 1, columns: 1, x: 1}\nb: [{rows: 1, columns: 1, yy: 1}]\nzzz: 1\n",
                map ->
                    map.required("a", mapOf(ConfigurationMapTest::sum))
                        + map.required("b", listOf(mapOf(ConfigurationMapTest::sum))).size()))
        .isEqualTo(
            """
            a.yaml:1:26: unknown key 'x' in 'a'; expected 'rows', 'columns' or 'layers'
            a.yaml:2:27: unknown key 'yy' in 'b.0'; expected 'rows', 'columns' or 'layers'
            a.yaml:3:1: unknown key 'zzz'; expected 'a' or 'b'\
            """);
  }

  @Test
  void keys_missing_areAllReported() {
    assertThat(refusal("a:\n  layers: 1\n", map -> map.required("a", mapOf(m -> sum(m)))))
        .isEqualTo(
            """
            a.yaml:2:3: missing key 'a.rows'; expected a whole number from 1 to 9
            a.yaml:2:3: missing key 'a.columns'; expected a whole number from 1 to 9\
            """);
  }

  @Test
  void map_missing_isReportedOnceAndDoesNotHideWhatFollows() {
    assertThat(
            refusal(
                "b: 0\n", map -> map.required("a", mapOf(m -> sum(m))) + map.required("b", DIGIT)))
        .isEqualTo(
            """
            a.yaml:1:1: missing key 'a'; expected a map
            a.yaml:1:4: 'b' is 0; expected a whole number from 1 to 9\
            """);
  }

  @Test
  void binder_brokenOff_reportsMistypedKeysButNoneThatItDidNotAskFor() {
    assertThat(
            refusal(
                "word: '5'\nrows: 1\n",
                map -> map.required("words", PARSED) + map.required("rows", DIGIT)))
        .isEqualTo("a.yaml:1:1: unknown key 'word'; did you mean 'words'?");
  }

  @Test
  void optionalKey_absent_isNothing() {
    Optional<Integer> bound =
        Configuration.parse("a.yaml", "{}").bind(map -> map.optional("rows", DIGIT));

    assertThat(bound).isEmpty();
  }

  @Test
  void optionalKey_withoutAValue_isRefused() {
    assertThat(refusal("rows:\n", map -> map.optional("rows", DIGIT)))
        .isEqualTo("a.yaml:1:6: 'rows' is empty; expected a whole number from 1 to 9");
  }

  @Test
  void refusal_ofAValueBesideOthers_pointsAtTheValue() {
    assertThat(
            refusal(
                "a: {rows: 3, columns: 2}\n",
                map ->
                    map.required(
                        "a",
                        mapOf(
                            inner -> {
                              sum(inner);
                              throw inner.refusal("rows", "no more than 'columns'");
                            }))))
        .isEqualTo("a.yaml:1:11: 'a.rows' is 3; expected no more than 'columns'");
  }

  @Test
  void refusal_ofAnAbsentValue_pointsAtTheMap() {
    assertThat(
            refusal(
                "rows: 3\n",
                map -> {
                  throw map.refusal("columns", "a value, as 'rows' is set");
                }))
        .isEqualTo("a.yaml:1:1: 'columns' is not there; expected a value, as 'rows' is set");
  }

  @Test
  void refusal_afterAnotherProblem_isNotReported() {
    assertThat(
            refusal(
                "rows: x\n",
                map -> {
                  map.required("rows", DIGIT);
                  throw map.refusal("rows", "more");
                }))
        .isEqualTo("a.yaml:1:7: 'rows' is the text 'x'; expected a whole number from 1 to 9");
  }

  @Test
  void record_thatRefusesItsValues_isReportedAtItsMap() {
    String yaml = SampleExperiment.YAML.replace("rows: 16, columns: 16", "rows: 512, columns: 512");

    assertThat(refusal(yaml, SampleExperiment::from))
        .isEqualTo(
            "a.yaml:13:14: 'accelerator' is refused: 512 rows of 512 columns are more than 65536"
                + " processing elements");
  }

  @Test
  void root_thatRefusesItsValues_isReportedAtItsStart() {
    assertThat(
            refusal(
                "# a comment\nrows: 3\n",
                map -> {
                  throw new IllegalArgumentException("too few\nrows");
                }))
        .isEqualTo("a.yaml:2:1: too few rows");
  }
}
