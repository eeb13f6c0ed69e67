package org.backflow.configuration.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.backflow.configuration.Configuration;
import org.backflow.configuration.Refusals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {

  private static String refusal(String json) {
    return Refusals.refusal(() -> Configuration.parseJson("r.json", json));
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 70, 1_000, 100_000})
  void deepValue_isRefusedAtTheFirstThatIsTooDeep(int lists) {
    // The map is the first level and stands in column 1; the first list stands in column 6.
    assertThat(refusal("{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}"))
        .isEqualTo("r.json:1:69: a value inside 64 others; expected at most 64 levels");
  }

  @Test
  void valueAsDeepAsAllowed_isRead() {
    String json = "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}";
    assertThat(
            Configuration.parseJson("r.json", json)
                .<Boolean>bind(
                    map -> {
                      map.ignoreOtherKeys();
                      return map.has("a");
                    }))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 1_000, 1_001, 400_000})
  void longNumber_isRefusedWhereItStands(int digits) {
    assertThat(refusal("{\n \"a\": " + "7".repeat(digits) + "}"))
        .isEqualTo(
            String.format("r.json:2:7: a number of %,d digits; expected at most 64", digits));
    assertThat(refusal("{\"a\": 0." + "7".repeat(digits) + "}"))
        .startsWith("r.json:1:7: a number of ");
  }

  @Test
  void largeExponent_isRefusedWhereItStands() {
    assertThat(refusal("{\"a\": 1e999999999}"))
        .isEqualTo("r.json:1:7: the number 1e999999999; expected an exponent from -400 to 400");
  }

  @Test
  void longNameOfAKey_isRefusedWithThePlace() {
    assertThat(refusal("{\n\"" + "k".repeat(60_000) + "\": 1}")).startsWith("r.json:");
  }

  @Test
  void damagedText_isRefusedWithThePlace() {
    assertThat(refusal("{\n \"a\": [1, 2\n")).startsWith("r.json:3:1: ");
    assertThat(refusal("{\"a\": tru}")).startsWith("r.json:1:");
  }
}
