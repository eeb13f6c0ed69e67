package org.backflow.configuration.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.configuration.Refusals.refusal;

import org.backflow.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {

  /** The parser counts lines for a duplicate key, and we do for a character that is not allowed. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void line_afterAnyLineBreak_isTheSameForTheParserAndForUs(String lineBreak) {
    String start = "a: 1" + lineBreak + lineBreak + "# two" + lineBreak;

    assertThat(refusal(() -> Configuration.parse("a.yaml", start + "a: 2")))
        .startsWith("a.yaml:4:1: ");
    assertThat(refusal(() -> Configuration.parse("a.yaml", start + "\u0001")))
        .startsWith("a.yaml:4:1: ");
  }

  @Test
  void column_afterCharactersOutsideTheBasicPlane_countsCodePoints() {
    String start = "\uD83D\uDE00\u00E9: ";

    assertThat(refusal(() -> Configuration.parse("a.yaml", start + "*x")))
        .startsWith("a.yaml:1:5: ");
    assertThat(refusal(() -> Configuration.parse("a.yaml", start + "\u0001")))
        .startsWith("a.yaml:1:5: ");
  }

  @Test
  void column_afterAByteOrderMark_doesNotCountIt() {
    assertThat(refusal(() -> Configuration.parse("a.yaml", "\uFEFFa: *x")))
        .startsWith("a.yaml:1:4: ");
    assertThat(refusal(() -> Configuration.parse("a.yaml", "\uFEFFa: \u0001")))
        .startsWith("a.yaml:1:4: ");
  }
}
