package org.backflow.cosim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

final class TraceCheckerTest {

  private static final String STEP =
      """
      0 step index=0
      0 forward.1 start=1
      9 forward.1 row=0 column=0 word=18f
      9 forward.1 row=0 column=1 word=1d6
      9 forward.1 end=1 cycles=a words=2 saturations=0
      11 update.1 start=1
      15 update.1 end=1 cycles=5 words=10 saturations=0
      15 step end=1 cycles=10
      40 result tensor=3 row=0 column=0 word=ec
      44 result tensor=3 row=0 column=1 word=ed
      45 end steps=1 results=2
      """;

  private static TraceCounts compare(String expected, String actual) {
    try {
      return TraceChecker.compare(
          new BufferedReader(new StringReader(expected)),
          new BufferedReader(new StringReader(actual)));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static ThrowableAssertAlternative<TraceDifferenceException> difference(
      String expected, String actual) {
    return assertThatExceptionOfType(TraceDifferenceException.class)
        .isThrownBy(() -> compare(expected, actual));
  }

  @Test
  void compare_equalTraces_countsRecordsWordsAndCycles() {
    // Words: 2 of forward.1, single and covered, counted once; 16 of update.1; 2 results.
    assertThat(compare(STEP, STEP)).isEqualTo(new TraceCounts(11, 2 + 16 + 2, 10 + 5));
  }

  @Test
  void compare_singleWordsAlone_areCounted() {
    String folds = "5 fold.0 row=0 column=1 word=7 inexact=1\n6 fold.0 cycles=6\n15 end folds=1\n";
    assertThat(compare(folds, folds)).isEqualTo(new TraceCounts(3, 1, 6));
  }

  @Test
  void compare_aWordDiffers_showsBothSidesWithContext() {
    difference(STEP, STEP.replace("1d6", "1d7"))
        .satisfies(e -> assertThat(e.line()).isEqualTo(4))
        .withMessageContaining("at line 4")
        .withMessageContaining("both 9 forward.1 row=0 column=0 word=18f")
        .withMessageContaining("expected 9 forward.1 row=0 column=1 word=1d6")
        .withMessageContaining("RTL 9 forward.1 row=0 column=1 word=1d7")
        .withMessageContaining("expected 11 update.1 start=1");
  }

  @Test
  void compare_theRtlEndsEarly_isADifference() {
    difference(STEP, STEP.substring(0, STEP.indexOf("45 end")))
        .withMessageContaining("the RTL ends before the expected trace at line 11")
        .withMessageContaining("RTL (end)");
  }

  @Test
  void compare_theRtlGoesOn_isADifference() {
    difference(STEP, STEP + "46 end steps=1 results=2\n")
        .withMessageContaining("the RTL goes on after the expected trace has ended at line 12")
        .withMessageContaining("expected (end)");
  }

  @Test
  void compare_nothing_isADifference() {
    difference("", "").withMessageContaining("nothing was compared");
  }

  @Test
  void compare_aTruncatedLine_isADifference() {
    difference(STEP, STEP.substring(0, STEP.length() - 2)).withMessageContaining("at line 11");
  }
}
