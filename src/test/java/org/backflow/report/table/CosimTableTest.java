package org.backflow.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.backflow.cosim.CosimResult;
import org.backflow.cosim.SelfTestResult;
import org.backflow.cosim.TraceCounts;
import org.backflow.report.ResultSchemasTest;
import org.backflow.report.TableSchema;
import org.backflow.report.text.Terminal;
import org.junit.jupiter.api.Test;

/** What a co-simulation prints, of results made by hand: no simulator is needed. */
final class CosimTableTest {

  private static final CosimResult.Case EQUAL =
      new CosimResult.Case(
          "one-hot",
          Optional.of("stochastic rounding"),
          2000,
          new TraceCounts(3, 32_115_940, 30_274_000),
          Optional.empty(),
          // 4 million cycles in 2 s, and 0.01 s in Java.
          Optional.of(new CosimResult.Speed(4_000_000, 1.5, 2.0, 0.01)),
          Optional.of(new CosimResult.Accuracy(0.93, 0.9301)));

  private static final CosimResult.Case DIFFERENT =
      new CosimResult.Case(
          "random",
          Optional.empty(),
          5,
          new TraceCounts(1, 7, 9),
          Optional.of("step 3: the RTL differs\n  expected W.1 0_0 7\n  RTL W.1 0_0 6"),
          Optional.empty(),
          Optional.empty());

  private static final CosimTable COMPARED =
      new CosimTable(
          "mnist-20", List.of(new CosimResult("training", List.of(EQUAL, DIFFERENT))), List.of());

  private static final CosimTable SELF_TESTED =
      new CosimTable(
          "mnist-20",
          List.of(),
          List.of(
              new SelfTestResult(
                  "array",
                  List.of(
                      new SelfTestResult.Probe(
                          "a bit stuck at one",
                          true,
                          Optional.of("fold 2\n  expected 1\n  RTL 3\n  RTL 4")),
                      new SelfTestResult.Probe("as it is", false, Optional.empty())))));

  @Test
  void text_ofAComparison_hasCasesRemarksAndDifferences() {
    assertThat(COMPARED.passed()).isFalse();
    assertThat(COMPARED.document().text(Terminal.PLAIN))
        .isEqualTo(
            """

            mnist-20

            training  steps       words      cycles  differences  RTL cycles/s  Java is
            one-hot   2,000  32,115,940  30,274,000            0        2.00 M     200x
            random        5           7           9          yes
            one-hot: stochastic rounding
            one-hot: test accuracy 93.00 % with the weights of the RTL, 93.01 % in Java
            random: step 3: the RTL differs
              expected W.1 0_0 7
              RTL W.1 0_0 6

            DIFFERENT
            """);
  }

  @Test
  void text_ofASelfTest_hasTheFirstLineOfEitherSide() {
    assertThat(SELF_TESTED.passed()).isTrue();
    assertThat(SELF_TESTED.document().text(Terminal.PLAIN))
        .isEqualTo(
            """

            mnist-20

            self-test of array: faults put into the RTL      found
            a bit stuck at one                           different  pass
            as it is                                         equal  pass
            a bit stuck at one:
              expected 1
              RTL 3

            equal
            """);
  }

  @Test
  void nothingCompared_isNotEqual() {
    assertThat(new CosimTable("x", List.of(), List.of()).passed()).isFalse();
    CosimTable blind =
        new CosimTable(
            "x",
            List.of(),
            List.of(
                new SelfTestResult(
                    "array",
                    List.of(new SelfTestResult.Probe("a fault", true, Optional.empty())))));
    assertThat(blind.passed()).isFalse();
    assertThat(blind.document().markdown())
        .contains("| a fault", "equal | **FAIL** |", "**DIFFERENT**");
  }

  @Test
  void markdownAndLatex_haveTheTable() {
    assertThat(COMPARED.document().markdown())
        .contains("| training | steps |", "| random   |     5 |", " **yes** |", "**DIFFERENT**");
    assertThat(COMPARED.document().latex())
        .contains(
            "training & steps & words & cycles & differences & RTL cycles/s & Java is \\\\",
            "one-hot & 2,000 & 32,115,940 & 30,274,000 & 0 & 2.00 M & 200$\\times$ \\\\",
            "RTL W.1 0\\_0 6");
  }

  @Test
  void filesForPrograms_andTheirSchemas_haveTheSameKeysAndColumns() throws IOException {
    ResultSchemasTest.assertSchemaFits("cosim", List.of(COMPARED.json(), SELF_TESTED.json()));
    TableSchema.of("cosim").assertFits(COMPARED.csv());
    TableSchema.of("cosim-self-test").assertFits(SELF_TESTED.csv());
    assertThat(COMPARED.csv())
        .contains(
            "training,random,false,5,1,7,9,,,,\n",
            ",0.930000000000,0.930100000000,2000000.000000000000,200.000000000000\n");
  }
}
