package org.backflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.tree.WrittenValue;
import org.junit.jupiter.api.Test;

final class LevelRangeTest {

  private static List<String> values(String range) {
    return Configuration.parse("s.yaml", range).bind(LevelRange.VALUES::read).stream()
        .map(WrittenValue::text)
        .toList();
  }

  @Test
  void ends_areIncluded_andDecimalsExact() {
    assertThat(values("{from: 0.1, to: 0.3, step: 0.1}")).containsExactly("0.1", "0.2", "0.3");
    assertThat(values("{from: 1, to: 8, factor: 2}")).containsExactly("1", "2", "4", "8");
    assertThat(values("{from: 3, to: 3, step: 5}")).containsExactly("3");
  }

  @Test
  void factors_ofManyPlaces_makeValuesOfFewDigits() {
    // A product of 5,000 such factors has 75,000 places; 34 digits are kept.
    assertThat(values("{from: 1, to: 1.000000000005, factor: 1.000000000000001}"))
        .hasSizeBetween(4_999, 5_001)
        .allMatch(value -> value.length() <= 35);
  }

  @Test
  void rangeOfFarTooManyValues_isRefusedBeforeTheyAreMade() {
    assertThat(values("{from: 1, to: 100000, step: 1}")).hasSize(100_000);
    for (String range :
        List.of(
            "{from: 0, to: 100000, step: 1}",
            "{from: 0, to: 1e400, step: 1e-400}",
            "{from: 1e-400, to: 1e400, factor: 1.000000000000000000000000000001}")) {
      assertThatThrownBy(() -> values(range))
          .as(range)
          .hasMessageContaining("at most 100000 values in the range");
    }
  }

  @Test
  void number_thatWouldFillTheMemory_isRefusedWhereItStands() {
    assertThatThrownBy(() -> values("{from: 1, to: 1e20000, factor: 2}"))
        .hasMessage("s.yaml:1:15: the number 1e20000; expected an exponent from -400 to 400");
    assertThatThrownBy(() -> values("{from: 1, to: 1e999999999999, factor: 2}"))
        .hasMessageContaining("s.yaml:1:15: the number 1e999999999999; expected an exponent");
    assertThatThrownBy(() -> values("{from: 1, to: " + "9".repeat(400_000) + ", factor: 2}"))
        .hasMessage("s.yaml:1:15: a number of 400,000 digits; expected at most 64");
  }
}
