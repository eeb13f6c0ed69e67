package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.backflow.plan.Extent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DataflowTest {

  @Test
  void cycles_fiveBySevenByNineOnFourByFour_areThoseWorkedByHand() {
    Extent extent = new Extent(5, 7, 9);
    ArrayShape array = new ArrayShape(4, 4);
    // OS: ceil(5/4) ceil(7/4) = 4 folds of 2*4 + 4 + 9 - 2 = 19 cycles.
    assertThat(Dataflow.OS.folds(extent, array)).isEqualTo(4);
    assertThat(Dataflow.OS.cycles(extent, array)).isEqualTo(76);
    // WS: ceil(9/4) ceil(7/4) = 6 folds of 2*4 + 4 + 5 - 2 = 15 cycles.
    assertThat(Dataflow.WS.cycles(extent, array)).isEqualTo(90);
    // IS: ceil(9/4) ceil(5/4) = 6 folds of 2*4 + 4 + 7 - 2 = 17 cycles.
    assertThat(Dataflow.IS.cycles(extent, array)).isEqualTo(102);
  }

  @Test
  void partialSums_threeFoldsOfK_leaveTwiceAndComeBackTwice() {
    Extent extent = new Extent(5, 7, 9);
    ArrayShape array = new ArrayShape(4, 4);
    assertThat(Dataflow.WS.partialSums(extent, array)).isEqualTo(2 * 5 * 7);
    assertThat(Dataflow.IS.partialSums(extent, array)).isEqualTo(2 * 5 * 7);
    assertThat(Dataflow.OS.partialSums(extent, array)).isZero();
  }

  @Test
  void named_unknownLabel_saysWhichThereAre() {
    assertThatThrownBy(() -> Dataflow.named("rs"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such dataflow; expected os, ws or is");
  }

  /** The closed forms against a walk over every fold, word by word. */
  @ParameterizedTest
  @EnumSource
  void closedForms_randomShapes_equalAWalkOverTheFolds(Dataflow dataflow) {
    long seed = 7L;
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Extent extent =
          new Extent(1 + random.nextInt(40), 1 + random.nextInt(40), 1 + random.nextInt(40));
      ArrayShape array = new ArrayShape(1 + random.nextInt(9), 1 + random.nextInt(9));
      String name = "%s %s %s, seed %d, case %d".formatted(dataflow, extent, array, seed, i);
      Walk walk = new Walk(dataflow, extent, array);
      assertThat(dataflow.folds(extent, array)).as(name).isEqualTo(walk.folds);
      assertThat(dataflow.cycles(extent, array)).as(name).isEqualTo(walk.cycles);
      assertThat(dataflow.leftReads(extent, array)).as(name).isEqualTo(walk.leftReads);
      assertThat(dataflow.rightReads(extent, array)).as(name).isEqualTo(walk.rightReads);
      assertThat(dataflow.partialSums(extent, array)).as(name).isEqualTo(walk.partialSumsWritten);
      assertThat(dataflow.partialSums(extent, array)).as(name).isEqualTo(walk.partialSumsRead);
      assertThat(extent.elements()).as(name).isEqualTo(walk.resultsWritten);
    }
  }

  /** Visits every fold and counts what it needs and leaves. */
  private static final class Walk {
    private long folds;
    private long cycles;
    private long leftReads;
    private long rightReads;
    private long partialSumsRead;
    private long partialSumsWritten;
    private long resultsWritten;

    Walk(Dataflow dataflow, Extent extent, ArrayShape array) {
      int onRows = dataflow == Dataflow.OS ? extent.m() : extent.k();
      int onColumns = dataflow == Dataflow.IS ? extent.m() : extent.n();
      int streamed =
          switch (dataflow) {
            case OS -> extent.k();
            case WS -> extent.m();
            case IS -> extent.n();
          };
      for (int row = 0; row < onRows; row += array.rows()) {
        for (int column = 0; column < onColumns; column += array.columns()) {
          int rows = Math.min(array.rows(), onRows - row);
          int columns = Math.min(array.columns(), onColumns - column);
          boolean firstOfSum = row == 0;
          boolean lastOfSum = row + array.rows() >= onRows;
          folds++;
          cycles += 2L * array.rows() + array.columns() + streamed - 2;
          switch (dataflow) {
            case OS -> {
              leftReads += (long) rows * streamed;
              rightReads += (long) columns * streamed;
              resultsWritten += (long) rows * columns;
            }
            case WS -> {
              rightReads += (long) rows * columns;
              leftReads += (long) rows * streamed;
              sums(firstOfSum, lastOfSum, (long) columns * streamed);
            }
            case IS -> {
              leftReads += (long) rows * columns;
              rightReads += (long) rows * streamed;
              sums(firstOfSum, lastOfSum, (long) columns * streamed);
            }
          }
        }
      }
    }

    private void sums(boolean first, boolean last, long count) {
      partialSumsRead += first ? 0 : count;
      partialSumsWritten += last ? 0 : count;
      resultsWritten += last ? count : 0;
    }
  }
}
