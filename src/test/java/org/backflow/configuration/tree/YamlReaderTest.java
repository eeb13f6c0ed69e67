package org.backflow.configuration.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.configuration.Refusals.refusal;

import java.util.stream.Stream;
import org.backflow.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlReaderTest {

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("", "1:1: the file is empty; expected keys and values"),
        Arguments.of("# only a comment", "1:17: the file is empty; expected keys and values"),
        Arguments.of("--- ~", "1:5: the file is empty; expected keys and values"),
        Arguments.of("- a", "1:1: the file is a list of 1 element; expected keys and values"),
        Arguments.of("hello", "1:1: the file is the text 'hello'; expected keys and values"),
        Arguments.of("a: 1\n--- \nb: 2", "2:1: a second document; expected one document"),
        Arguments.of("a:\n\tb: 1", "2:1: a tab; expected spaces"),
        Arguments.of("a: @x", "1:4: a text that starts with @; expected quotes around it"),
        Arguments.of(
            "a: b: c",
            "1:5: a ':' that no key can have here; expected keys of one map at one indentation, and"
                + " quotes around a text with ': '"),
        Arguments.of(
            "a:\n  - 1\n b: 2",
            "3:2: what cannot follow in the map from line 1; expected a key at the indentation of"
                + " the others"),
        Arguments.of(
            "a:\n  - 1\n  b: 2",
            "3:3: what cannot follow in the list from line 2; expected a '-' at the indentation of"
                + " the others"),
        Arguments.of(
            "a: [1, 2",
            "1:9: not YAML (while parsing a flow sequence from line 1: expected ',' or ']', but got"
                + " <stream end>)"),
        Arguments.of(
            "a: 'x",
            "1:6: not YAML (while scanning a quoted scalar from line 1: found unexpected end of"
                + " stream)"),
        Arguments.of(
            "a: \"\\x",
            "1:1: not YAML (java.lang.NumberFormatException: For input string: \"\" under radix"
                + " 16)"),
        Arguments.of(
            "a: *\n",
            "1:5: not YAML (while scanning an alias from line 1: unexpected character found (10))"),
        Arguments.of(
            "%YAML 1.1\n---\na: 1",
            "1:1: the directive %YAML; expected none, as this is read as YAML 1.2"),
        Arguments.of("a: &x 1", "1:4: the anchor '&x'; expected the value without an anchor"),
        Arguments.of(
            "a: &" + "x".repeat(80) + " 1",
            "1:4: the anchor '&" + "x".repeat(59) + "...'; expected the value without an anchor"),
        Arguments.of("a: &x [1]", "1:4: the anchor '&x'; expected the value without an anchor"),
        Arguments.of("a: *x", "1:4: the alias '*x'; expected the value itself"),
        Arguments.of("a: !!int 3", "1:4: the tag '!!int'; expected the value without a tag"),
        Arguments.of("a: !mine [3]", "1:4: the tag '!mine'; expected the value without a tag"),
        Arguments.of("? [a]\n: b", "1:3: a key that is a list of 1 element; expected a name"),
        Arguments.of("'': b", "1:1: a key that is the text ''; expected a name"),
        Arguments.of("a: 1\na: 2", "2:1: the key 'a' again; expected it once, as at a.yaml:1:1"),
        Arguments.of(
            "a: \u0007", "1:4: the character U+0007; expected characters that YAML allows"),
        Arguments.of(
            "a: " + "[".repeat(32) + "]".repeat(32),
            "1:35: a value inside 32 others; expected at most 32 levels"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String yaml, String expected) {
    assertThat(refusal(() -> Configuration.parse("a.yaml", yaml))).isEqualTo("a.yaml:" + expected);
  }

  @Test
  void problems_foundBeforeASyntaxError_areReportedWithIt() {
    assertThat(refusal(() -> Configuration.parse("a.yaml", "a: 1\na: &x 2\nb: [")))
        .isEqualTo(
            """
            a.yaml:2:1: the key 'a' again; expected it once, as at a.yaml:1:1
            a.yaml:2:4: the anchor '&x'; expected the value without an anchor
            a.yaml:3:5: not YAML (while parsing a flow node from line 3: expected the node content,\
             but found '<stream end>')\
            """);
  }

  @Test
  void remarkOfTheParser_onLongText_isShortened() {
    assertThat(refusal(() -> Configuration.parse("a.yaml", "a: !" + "x".repeat(9999) + "!y 1")))
        .isEqualTo(
            "a.yaml:1:4: not YAML (while parsing a node from line 1: found undefined tag handle !"
                + "x".repeat(272)
                + "...)");
  }

  @Test
  void billionLaughs_whichAreAliases_areRefused() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [lol]\n");
    for (int i = 1; i < 10; i++) {
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }

    assertThat(refusal(() -> Configuration.parse("a.yaml", laughs.toString())))
        .startsWith("a.yaml:1:5: the anchor '&a0'; expected the value without an anchor\n")
        .endsWith("\nand 80 more");
  }

  @Test
  void nesting_atTheLimit_isRead() {
    String yaml = "a: " + "[".repeat(31) + "]".repeat(31);

    assertThat(refusal(yaml, map -> "bound")).startsWith("a.yaml:1:1: unknown key 'a'");
  }

  @Test
  void nesting_deeperThanAnyStack_isRefusedAtTheLimit() {
    assertThat(refusal(() -> Configuration.parse("a.yaml", "a: " + "[".repeat(500_000))))
        .isEqualTo("a.yaml:1:35: a value inside 32 others; expected at most 32 levels");
  }

  @Test
  void mergeKey_isAKeyLikeAnyOther() {
    assertThat(refusal("<<: {a: 1}", map -> "bound"))
        .isEqualTo("a.yaml:1:1: unknown key '<<'; expected none");
  }
}
