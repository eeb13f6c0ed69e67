package org.backflow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.backflow.configuration.tree.ConfigurationException;
import org.junit.jupiter.api.Test;

final class IniFileTest {

  private static final String WRONG =
      """
      a = 1
      [one]
      b
      c = 1
        C: 2
      = 3
      """;

  private static IniFile read(String text) {
    return IniFile.of(TextFile.of("a.cfg", text));
  }

  @Test
  void entries_inEitherNotation_knowTheirPlaces() {
    IniFile file = read("\uFEFF[one]\r\n Key = a = b \r\n;c\r\nother :\r\n\r\n[two]\r\nkey=3");
    assertThat(file.entries())
        .containsExactly(
            new IniFile.Entry("one", "Key", "a = b", 2, 2, 8),
            new IniFile.Entry("one", "other", "", 4, 1, 8),
            new IniFile.Entry("two", "key", "3", 7, 1, 5));
    assertThat(file.find("two", "KEY")).contains(file.entries().get(2));
    assertThat(file.find("three", "key")).isEmpty();
  }

  @Test
  void lines_thatAreNothing_areAllRefused() {
    assertThatThrownBy(() -> read(WRONG))
        .isInstanceOf(ConfigurationException.class)
        .satisfies(
            e ->
                assertThat(String.valueOf(e.getMessage()).lines())
                    .containsExactly(
                        "a.cfg:1:1: 'a = 1'; expected a [section] before it",
                        "a.cfg:3:1: 'b'; expected [section] or key = value",
                        "a.cfg:5:3: 'C' stands in line 4 already; expected it once",
                        "a.cfg:6:1: '= 3'; expected [section] or key = value"));
  }
}
