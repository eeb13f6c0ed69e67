package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  @ParameterizedTest
  @CsvSource({"'', '', 0", "abc, '', 3", "'', ab, 2", "kitten, sitting, 3", "flaw, lawn, 2"})
  void distance_ofTwoWords_isTheNumberOfEdits(String from, String to, int edits) {
    assertThat(NearestName.distance(from, to)).isEqualTo(edits);
    assertThat(NearestName.distance(to, from)).isEqualTo(edits);
  }

  @Test
  void of_severalNames_isTheNearest() {
    assertThat(NearestName.of("mnits", List.of("fashion", "mnist", "mints"))).contains("mints");
  }

  @Test
  void of_equallyNearNames_isTheFirstInTheAlphabet() {
    assertThat(NearestName.of("abc", List.of("abe", "abd"))).contains("abd");
  }

  @Test
  void of_namesThatDifferTooMuch_isNone() {
    // Two of three letters may differ, three may not.
    assertThat(NearestName.of("abc", List.of("axy"))).contains("axy");
    assertThat(NearestName.of("abc", List.of("xyz"))).isEmpty();
  }
}
