package org.backflow.configuration.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.backflow.configuration.Refusals.refusal;
import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.longInteger;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.named;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.SampleExperiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueKindTest {
  private static final ValueKind<Integer> DIGIT = integer(1, 9);
  private static final ValueKind<Integer> NAMES =
      named(
          List.of("one", "two"),
          "ten",
          name ->
              List.of("one", "two", "ten").contains(name)
                  ? Optional.of(name.length())
                  : Optional.empty(),
          String::valueOf);
  private static final ValueKind<Integer> AUTO =
      DIGIT.or(choice(List.of("auto", "all")).as("'auto' or 'all'", word -> 0));
  private static final ValueKind<List<Integer>> RANGE =
      listOf(DIGIT, 2, 2)
          .as(
              "two rising numbers",
              bounds -> {
                if (bounds.get(0) >= bounds.get(1)) {
                  throw new IllegalArgumentException(bounds.get(1) + " does not rise");
                }
                return bounds;
              });

  private static final ValueKind<Object> EITHER =
      text().as("a text", (String word) -> (Object) word).or(DIGIT).or(listOf(DIGIT));

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of(integer(-5, 5), "-5", -5),
        Arguments.of(integer(-5, 5), "+5", 5),
        Arguments.of(integer(5, 5), "5", 5),
        Arguments.of(integer(0, 255), "0xFF", 255),
        Arguments.of(integer(0, 255), "0o17", 15),
        Arguments.of(integer(0, 255), "010", 10),
        Arguments.of(longInteger(0, Long.MAX_VALUE), "9223372036854775807", Long.MAX_VALUE),
        Arguments.of(longInteger(Long.MIN_VALUE, 0), "-9223372036854775808", Long.MIN_VALUE),
        Arguments.of(number(), "1", 1.0),
        Arguments.of(number(), "-.5", -0.5),
        Arguments.of(number(), "1e-3", 0.001),
        Arguments.of(number(), "0x10", 16.0),
        Arguments.of(number().atLeast(0).atMost(1), "0", 0.0),
        Arguments.of(number().atLeast(0).atMost(1), "1.0", 1.0),
        Arguments.of(number().above(0).below(1), "0.5", 0.5),
        Arguments.of(text(), "one two", "one two"),
        Arguments.of(text(), "'5'", "5"),
        Arguments.of(text(), "\"true\"", "true"),
        Arguments.of(text(), "fixed<12,4>", "fixed<12,4>"),
        Arguments.of(bool(), "true", true),
        Arguments.of(bool(), "False", false),
        Arguments.of(
            choice(SampleExperiment.Order.class), "reshuffled", SampleExperiment.Order.RESHUFFLED),
        Arguments.of(
            choice(SampleExperiment.Scale.class, SampleExperiment.Scale::label),
            "ln(t+1)",
            SampleExperiment.Scale.LOGARITHMIC),
        Arguments.of(choice(List.of("1", "2")), "2", "2"),
        Arguments.of(NAMES, "two", 3),
        Arguments.of(NAMES, "ten", 3),
        Arguments.of(listOf(text()), "[]", List.of()),
        Arguments.of(listOf(DIGIT, 1, 2), "[3, 4]", List.of(3, 4)),
        Arguments.of(listOf(listOf(DIGIT)), "[[1], [2]]", List.of(List.of(1), List.of(2))),
        Arguments.of(EITHER, "5", 5),
        Arguments.of(EITHER, "five", "five"),
        Arguments.of(EITHER, "[5]", List.of(5)),
        Arguments.of(AUTO, "5", 5),
        Arguments.of(AUTO, "auto", 0),
        Arguments.of(RANGE, "[1, 2]", List.of(1, 2)),
        Arguments.of(choice(List.of("1", "2")).or(text()), "2", "2"),
        Arguments.of(mapOf(map -> 0).or(DIGIT), "5", 5),
        Arguments.of(DIGIT.or(mapOf(map -> map.required("rows", DIGIT))), "{rows: 3}", 3));
  }

  @ParameterizedTest
  @MethodSource
  void accepted(ValueKind<?> kind, String yaml, Object expected) {
    assertThat(
            Configuration.parse("a.yaml", "value: " + yaml)
                .<Object>bind(map -> map.required("value", kind)))
        .isEqualTo(expected);
  }

  static Stream<Arguments> refused() {
    String digit = "expected a whole number from 1 to 9";
    String word = "expected a text";
    return Stream.of(
        Arguments.of(DIGIT, "five", "is the text 'five'; " + digit),
        Arguments.of(DIGIT, "'5'", "is the text '5'; " + digit),
        Arguments.of(DIGIT, "1_0", "is the text '1_0'; " + digit),
        Arguments.of(DIGIT, "5.0", "is 5.0; " + digit),
        Arguments.of(DIGIT, "5e0", "is 5e0; " + digit),
        Arguments.of(DIGIT, "0", "is 0; " + digit),
        Arguments.of(DIGIT, "10", "is 10; " + digit),
        Arguments.of(DIGIT, "4294967301", "is 4294967301; " + digit),
        Arguments.of(DIGIT, "9".repeat(64), "is " + "9".repeat(60) + "...; " + digit),
        Arguments.of(DIGIT, "9".repeat(60), "is " + "9".repeat(60) + "; " + digit),
        Arguments.of(DIGIT, "true", "is true; " + digit),
        Arguments.of(DIGIT, "~", "is empty; " + digit),
        Arguments.of(DIGIT, "[]", "is an empty list; " + digit),
        Arguments.of(DIGIT, "[5]", "is a list of 1 element; " + digit),
        Arguments.of(DIGIT, "{}", "is an empty map; " + digit),
        Arguments.of(DIGIT, "{a: 5}", "is a map; " + digit),
        Arguments.of(
            longInteger(0, Long.MAX_VALUE),
            "9223372036854775808",
            "is 9223372036854775808; expected a whole number from 0 to 9223372036854775807"),
        Arguments.of(number(), ".nan", "is .nan; expected a finite number"),
        Arguments.of(number(), "-.INF", "is -.INF; expected a finite number"),
        Arguments.of(number(), "1e400", "is 1e400; expected a finite number"),
        Arguments.of(number(), "1,5", "is the text '1,5'; expected a finite number"),
        Arguments.of(number(), "", "is empty; expected a finite number"),
        Arguments.of(number().above(0), "0", "is 0; expected a number above 0"),
        Arguments.of(number().below(0.5), "0.5", "is 0.5; expected a number below 0.5"),
        Arguments.of(
            number().atLeast(-1).atMost(1),
            "1.5",
            "is 1.5; expected a number at least -1 and at most 1"),
        Arguments.of(
            number().atLeast(-1).atMost(1),
            "-2",
            "is -2; expected a number at least -1 and at most 1"),
        Arguments.of(text(), "2024", "is 2024; expected a text: put it in quotes"),
        Arguments.of(text(), "true", "is true; expected a text: put it in quotes"),
        Arguments.of(text(), "' '", "is the text ' '; " + word),
        Arguments.of(text(), "", "is empty; " + word),
        Arguments.of(text(), "[a, b]", "is a list of 2 elements; " + word),
        Arguments.of(bool(), "yes", "is the text 'yes'; expected true or false"),
        Arguments.of(bool(), "'true'", "is the text 'true'; expected true or false"),
        Arguments.of(bool(), "1", "is 1; expected true or false"),
        Arguments.of(
            choice(SampleExperiment.Order.class),
            "FIXED",
            "is the text 'FIXED'; expected 'fixed' or 'reshuffled'; did you mean 'fixed'?"),
        Arguments.of(
            choice(List.of("backprop", "one-hot", "sparse")),
            "onehot",
            "is the text 'onehot'; expected 'backprop', 'one-hot' or 'sparse'; did you mean"
                + " 'one-hot'?"),
        Arguments.of(
            NAMES,
            "tow",
            "is the text 'tow'; expected 'one' or 'two', or ten; did you mean 'two'?"),
        Arguments.of(NAMES, "nine", "is the text 'nine'; expected 'one' or 'two', or ten"),
        Arguments.of(NAMES, "", "is empty; expected 'one' or 'two', or ten"),
        Arguments.of(NAMES, "[one]", "is a list of 1 element; expected 'one' or 'two', or ten"),
        Arguments.of(
            choice(List.of("backprop")), "random", "is the text 'random'; expected 'backprop'"),
        Arguments.of(choice(List.of("backprop")), "3", "is 3; expected 'backprop'"),
        Arguments.of(choice(List.of("backprop")), "", "is empty; expected 'backprop'"),
        Arguments.of(
            choice(List.of("backprop")),
            "[backprop]",
            "is a list of 1 element; expected 'backprop'"),
        Arguments.of(
            listOf(DIGIT),
            "5",
            "is 5; expected a list of any size, each a whole number" + " from 1 to 9"),
        Arguments.of(
            listOf(DIGIT, 1, 1),
            "{}",
            "is an empty map; expected a list of 1 element," + " each a whole number from 1 to 9"),
        Arguments.of(
            listOf(DIGIT, 2, 3), "[5]", "is a list of 1 element; expected 2 to 3 elements"),
        Arguments.of(
            listOf(DIGIT, 2, 2), "[1, 2, 3]", "is a list of 3 elements; expected 2 elements"),
        Arguments.of(
            listOf(DIGIT, 1, Integer.MAX_VALUE),
            "[]",
            "is an empty list; expected at least 1 elements"),
        Arguments.of(mapOf(map -> 1), "5", "is 5; expected a map"),
        Arguments.of(mapOf(map -> 1), "[]", "is an empty list; expected a map"),
        Arguments.of(mapOf(map -> 1), "", "is empty; expected a map"),
        Arguments.of(AUTO, "10", "is 10; expected a whole number from 1 to 9 or 'auto' or 'all'"),
        Arguments.of(
            AUTO,
            "aut",
            "is the text 'aut'; expected 'auto' or 'all' or a whole number"
                + " from 1 to 9; did you mean 'auto'?"),
        Arguments.of(
            AUTO, "[]", "is an empty list; expected a whole number from 1 to 9 or 'auto' or 'all'"),
        Arguments.of(
            RANGE,
            "[2, 1]",
            "is a list of 2 elements (1 does not rise); expected two rising numbers"),
        Arguments.of(RANGE, "up", "is the text 'up'; expected two rising numbers"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(ValueKind<?> kind, String yaml, String expected) {
    int column = yaml.isEmpty() ? 7 : 8;

    assertThat(refusal("value: " + yaml, map -> map.required("value", kind)))
        .isEqualTo("a.yaml:1:" + column + ": 'value' " + expected);
  }

  @Test
  void list_withSeveralWrongElements_isRefusedForEach() {
    assertThat(refusal("value: [0, 5, x]", map -> map.required("value", listOf(DIGIT))))
        .isEqualTo(
            """
            a.yaml:1:9: 'value.0' is 0; expected a whole number from 1 to 9
            a.yaml:1:15: 'value.2' is the text 'x'; expected a whole number from 1 to 9\
            """);
  }

  @Test
  void conversion_ofARefusedElement_isNotReported() {
    assertThat(refusal("value: [9, 0]", map -> map.required("value", RANGE)))
        .isEqualTo("a.yaml:1:12: 'value.1' is 0; expected a whole number from 1 to 9");
  }

  @Test
  void choice_ofManyTexts_namesTheFirst() {
    List<String> many = Stream.iterate(10, i -> i + 1).limit(25).map(String::valueOf).toList();

    assertThat(refusal("value: x", map -> map.required("value", choice(many))))
        .isEqualTo(
            "a.yaml:1:8: 'value' is the text 'x'; expected '10', '11', '12', '13', '14', '15',"
                + " '16', '17', '18', '19', '20', '21', '22', '23', '24', '25', '26', '27', '28',"
                + " '29' or 5 others");
  }

  @Test
  void choice_whoseLabelsAreAlike_isABug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> choice(SampleExperiment.Order.class, order -> "same"))
        .withMessage("two constants are spelled same");
  }

  @Test
  void wholeNumber_withoutARange_isABug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> integer(5, 4))
        .withMessage("no number is from 5 to 4");
  }
}
