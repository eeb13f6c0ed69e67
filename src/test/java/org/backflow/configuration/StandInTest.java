package org.backflow.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.configuration.Refusals.refusal;
import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.backflow.configuration.kind.ValueKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a binder gets in place of a refused value. */
class StandInTest {
  private static final ValueKind<Integer> DIGIT = integer(1, 9);
  private static final ValueKind<Integer> PARSED = text().as("a number", Integer::parseInt);

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(integer(3, 9), "", 3),
        Arguments.of(number(), "", 0.0),
        Arguments.of(number().above(0), "", 1.0),
        Arguments.of(number().atMost(0), "", -1.0),
        Arguments.of(number().above(1).below(2), "", 1.5),
        Arguments.of(text(), "", "text"),
        Arguments.of(bool(), "", false),
        Arguments.of(choice(List.of("a", "b")), "", "a"),
        Arguments.of(listOf(DIGIT), "", List.of()),
        Arguments.of(listOf(DIGIT, 2, 3), "", List.of(1, 1)),
        Arguments.of(listOf(DIGIT), "[4, x]", List.of(4, 1)),
        Arguments.of(listOf(PARSED), "['4', x]", List.of()),
        Arguments.of(text().as("a text", String::length), "", 4),
        Arguments.of(listOf(DIGIT).as("digits", List::size), "[4, x]", 2),
        Arguments.of(PARSED.or(DIGIT), "", 1),
        Arguments.of(mapOf(map -> map.required("rows", DIGIT) + 1), "", 2),
        Arguments.of(mapOf(map -> map.required("rows", DIGIT) + 1), "{rows: x}", 2));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void standIn_ofARefusedValue_isValidAndNeverReturned(
      ValueKind<?> kind, String yaml, Object expected) {
    List<Object> bound = new ArrayList<>();

    assertThat(
            refusal(
                "value: " + yaml + "\nlast: x\n",
                map -> {
                  bound.add(map.required("value", kind));
                  return map.required("last", DIGIT);
                }))
        .startsWith("a.yaml:1:")
        .endsWith("\na.yaml:2:7: 'last' is the text 'x'; expected a whole number from 1 to 9");
    assertThat(bound).containsExactly(expected);
  }

  @Test
  void value_withoutAStandIn_endsItsBinder() {
    List<Object> bound = new ArrayList<>();

    assertThat(refusal("value: x", map -> bound.add(map.required("value", PARSED))))
        .isEqualTo(
            "a.yaml:1:8: 'value' is the text 'x' (For input string: \"x\"); expected a number");
    assertThat(bound).isEmpty();
  }
}
