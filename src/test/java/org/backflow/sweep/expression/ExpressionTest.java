package org.backflow.sweep.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpressionTest {
  private static final List<String> COLUMNS = List.of("a", "b", "missing", "scheme");

  private static final Names NAMES =
      new Names() {
        @Override
        public Optional<Integer> find(String name) {
          return Optional.of(COLUMNS.indexOf(name)).filter(index -> index >= 0);
        }

        @Override
        public boolean isNumeric(int column) {
          return column < 3;
        }

        @Override
        public String nearest(String name) {
          return "expected one of " + COLUMNS;
        }
      };

  private static boolean holds(String text) {
    List<Object> cells = Arrays.asList(3L, 0.5, null, "one-hot");
    return Expression.parse(text, NAMES).holds(cells::get);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a == 3|true",
        "a = = 3|",
        "a >= 3 and b < 1|true",
        "a > 3 or b >= .5|true",
        "a > 3 or b > 5e-1|false",
        "not a > 3 and not b > 1|true",
        "not (a == 3 or b == 7)|false",
        "a - 1 - 1 == 1|true",
        "2 + a * 2 == 8|true",
        "(2 + a) * 2 == 10|true",
        "-a + 6 / 2 == 0|true",
        "a / 2 / 3 == b|true",
        "scheme == 'one-hot'|true",
        "scheme != \"one-hot\"|false",
        "missing < 1|false",
        "missing >= 1|false",
        "not missing < 1|true",
        "missing + 1 == missing + 1|false",
        "a == 1 or a == 2 or a == 3|true",
        "a == 3 AND b == 0.5|true",
        "a == 3 or a == 1 and b == 9|true",
      })
  void condition_byHand_holdsOrNot(String text, String expected) {
    if (expected == null) {
      assertThatThrownBy(() -> holds(text)).hasMessageContaining("'=='");
    } else {
      assertThat(holds(text)).isEqualTo(Boolean.parseBoolean(expected));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a|at character 1: found a number; expected a condition",
        "a < |at character 4: found the end; expected a column",
        "a < 3 b|at character 7: found 'b'; expected 'and', 'or' or the end",
        "(a < 3|at character 7: found the end; expected ')'",
        "c < 3|at character 1: no column 'c' (a text goes in quotes); expected one of [a, b",
        "a < 'x'|at character 3: '<' between a number and a text",
        "scheme < 'x'|at character 8: '<' between texts; expected '==' or '!='",
        "a < 3 and b|at character 11: found a number; expected a condition",
        "a # 3|at character 3: '#' is no part of an expression",
        "scheme == 'x|at character 11: a text without its closing quote",
        "a + (b < 3) < 2|found a condition; expected a number",
        "a < 3 < 4|at character 7: found '<'; expected 'and'",
      })
  void mistake_isRefusedWithPlaceAndRemedy(String text, String message) {
    assertThatThrownBy(() -> Expression.parse(text, NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void nesting_ofAnyDepth_doesNotOverflowTheStack() {
    for (String open : List.of("(", "not ", "-", "- (")) {
      assertThatThrownBy(() -> Expression.parse(open.repeat(900) + "a", NAMES))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("levels of nesting");
    }
    assertThat(holds("a == 3" + " and a==3".repeat(440))).isTrue();
    assertThat(holds("0" + "+a".repeat(1990) + " == 5970")).isTrue();
    assertThatThrownBy(() -> holds("a == 3" + " and a == 3".repeat(10_000)))
        .hasMessageContaining("at most 4000 characters");
  }

  @Test
  void anyText_isReadOrRefused_neverAnythingElse() {
    RandomStream random = RandomStream.of(4, "expression-fuzz");
    List<String> words =
        List.of(
            "a", "b", "missing", "scheme", "x", "1", "2.5", ".", "1e9", "'t'", "\"", "'", "(", ")",
            "+", "-", "*", "/", "<", "<=", "==", "=", "!=", "!", "and", "or", "not", " ", "\n", "#",
            "é", "\u0000");
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(12);
      for (int i = 0; i < length; i++) {
        text.append(words.get(random.nextInt(words.size())))
            .append(random.nextInt(2) == 0 ? " " : "");
      }
      try {
        Expression.parse(text.toString(), NAMES).holds(column -> 1L);
        read++;
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageStartingWith("at character ");
      }
    }
    assertThat(read).isPositive();
  }
}
