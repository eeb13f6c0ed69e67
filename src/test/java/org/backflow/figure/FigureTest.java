package org.backflow.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.backflow.experiment.ComparisonResult;
import org.backflow.report.SyntheticResults;
import org.junit.jupiter.api.Test;

final class FigureTest {

  private static final Term TERM =
      Term.of("stall cycles", "clock cycles", "Cycles in which a unit waits.");

  private static Figure<String> length(String column) {
    return Figure.<String>of(Kind.COUNT, column, TERM, text -> (long) text.length())
        .better(Goal.LESS);
  }

  @Test
  void key_isTheColumnWithoutUnderscores_unlessItHasOneOfItsOwn() {
    assertThat(length("dram_words_2d").key()).isEqualTo("dramWords2d");
    assertThat(length("training_memory_peak_bits").keyed("peakBits").key()).isEqualTo("peakBits");
  }

  @Test
  void prefixed_namesThePartInColumnKeyTitleAndMeaning() {
    Figure<String> figure = length("stall_cycles").prefixed("step", "Of one step");
    assertThat(figure.column()).isEqualTo("step_stall_cycles");
    assertThat(figure.key()).isEqualTo("stepStallCycles");
    assertThat(figure.title()).isEqualTo("step stall cycles");
    assertThat(figure.meaning()).isEqualTo("Of one step: cycles in which a unit waits.");
    assertThat(figure.goal()).isEqualTo(Goal.LESS);
    assertThat(figure.term()).isEqualTo(TERM);
  }

  @Test
  void value_ofAnyOptional_isWhatIsInIt() {
    assertThat(figure(Optional.of("a")).value("")).isEqualTo("a");
    assertThat(figure(OptionalDouble.of(0.5)).value("")).isEqualTo(0.5);
    assertThat(figure(OptionalLong.of(7)).number("")).isEqualTo(7.0);
    for (Object none : List.of(Optional.empty(), OptionalDouble.empty(), OptionalLong.empty())) {
      assertThat(figure(none).value("")).isNull();
      assertThat(figure(none).number("")).isNaN();
    }
  }

  private static Figure<String> figure(Object value) {
    return Figure.of(Kind.NUMBER, "x", TERM, text -> value);
  }

  @Test
  void ofOptional_whereThePartIsMissing_hasNoValueAndIsNotRequired() {
    Figure<Optional<String>> figure = length("length").<Optional<String>>ofOptional(whole -> whole);
    assertThat(figure.value(Optional.of("abc"))).isEqualTo(3L);
    assertThat(figure.value(Optional.empty())).isNull();
    assertThat(figure.scope().isRequired()).isFalse();
  }

  @Test
  void tree_hasTheKeysInOrder_withoutThoseThatHaveNoValue() {
    List<Figure<String>> figures =
        List.of(length("b"), figure(Optional.empty()).keyed("none"), length("a"));
    assertThat(FigureTable.tree(figures, "abcd").toString()).isEqualTo("{b=4, a=4}");
  }

  @Test
  void schema_hasTypeUnitAndBoundsByKind() {
    Figure<String> share =
        Figure.<String>of(Kind.FRACTION, "share", TERM, text -> 0.5).in("fraction").optional();
    Map<String, Object> schema =
        new FigureTable<>("t", "T", List.of(length("length"), share), List.of("length")).schema();
    assertThat(schema.get("fields"))
        .isEqualTo(
            List.of(
                Map.of(
                    "name", "length",
                    "type", "integer",
                    "description", "Cycles in which a unit waits.",
                    "unit", "clock cycles",
                    "constraints", Map.of("required", true, "minimum", 0)),
                Map.of(
                    "name", "share",
                    "type", "number",
                    "description", "Cycles in which a unit waits.",
                    "unit", "fraction",
                    "constraints", Map.of("minimum", 0, "maximum", 1))));
    assertThat(schema).containsEntry("primaryKey", "length");
  }

  /** The sums of a step by hand: those of its operations. */
  @Test
  void figuresOfAScheme_areThoseOfItsOperations() {
    ComparisonResult result = SyntheticResults.of("accelerator=edge-16x16-dram");
    for (ComparedScheme scheme : ComparedScheme.of(result)) {
      long macs = 0;
      long stalls = 0;
      for (var operation : scheme.step().cost().operations()) {
        macs += operation.work().macs();
        stalls += operation.when().stallCycles();
      }
      assertThat(StepPart.STEP.figure(TotalFigures.MACS).value(scheme.step())).isEqualTo(macs);
      assertThat(stalls).isPositive();
      assertThat(StepPart.STEP.figure(TotalFigures.STALL_CYCLES).value(scheme.step()))
          .isEqualTo(stalls);
    }
  }

  /** W of 785 x 20 and 21 x 10 in words of 16 bits: 254,560 bits; one-hot adds 20 indices of 4. */
  @Test
  void keptBits_ofASmallNetwork_areThoseByHand() {
    ComparisonResult result =
        SyntheticResults.of("layers=784-20-10", "schemes=[backprop, one-hot]");
    List<ComparedScheme> schemes = ComparedScheme.of(result);
    assertThat(MemoryFigures.KEPT.value(schemes.get(0).step().memory())).isEqualTo(254_560L);
    assertThat(MemoryFigures.KEPT.value(schemes.get(1).step().memory())).isEqualTo(254_640L);
  }

  @Test
  void columnsOfATable_areOfDifferentNames() {
    for (FigureTable<?> table :
        List.of(SchemeFigures.TABLE, OperationFigures.TABLE, EpochFigures.table(3))) {
      assertThat(new TreeSet<>(table.header())).hasSameSizeAs(table.header());
    }
  }
}
