package org.backflow.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpreadsheetTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"=1+cmd|calc!A1", "+SUM(A1)", "-2+3", "@x", "-", "\t=1", "'=1", "-one"})
  void formula_becomesAText_andComesBack(String text) {
    assertThat(SpreadsheetText.defused(text)).isEqualTo("'" + text);
    assertThat(SpreadsheetText.original("'" + text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "conv1", "-1", "+2.5", "-1.5e-7", "'quoted'", "784-20-10", "a=b", "–"})
  void numberOrName_staysAsItIs(String text) {
    assertThat(SpreadsheetText.defused(text)).isEqualTo(text);
    assertThat(SpreadsheetText.original(text)).isEqualTo(text);
  }

  @Test
  void anyText_comesBack_andBeginsHarmlessly() {
    long seed = 20;
    Random random = new Random(seed);
    String letters = "''=+-@\tab1.\n";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(5); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      String cell = SpreadsheetText.defused(text.toString());
      assertThat(SpreadsheetText.original(cell)).as("seed %d: %s", seed, text).isEqualTo(text + "");
      assertThat(cell).doesNotMatch("(?s)[=@\t].*").doesNotMatch("(?s)[-+][^0-9.].*");
    }
  }
}
