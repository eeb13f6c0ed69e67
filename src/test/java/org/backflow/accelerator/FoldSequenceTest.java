package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;

import org.backflow.plan.Extent;
import org.junit.jupiter.api.Test;

final class FoldSequenceTest {

  private static final Extent EXTENT = new Extent(5, 7, 9);
  private static final ArrayShape ARRAY = new ArrayShape(4, 4);

  @Test
  void cycles_sequential_areThoseOfTheDataflow() {
    assertThat(FoldSequence.SEQUENTIAL.cycles(Dataflow.OS, EXTENT, ARRAY)).isEqualTo(4 * 19);
  }

  @Test
  void cycles_overlapped_areThoseWorkedByHand() {
    // OS: 4 folds; the streamed K = 9 is longer than 2*4 - 1 = 7, so folds start 9 cycles apart.
    assertThat(FoldSequence.OVERLAPPED.cycles(Dataflow.OS, EXTENT, ARRAY)).isEqualTo(3 * 9 + 19);
    // WS: 6 folds; the streamed M = 5 is shorter, so loading sets the distance of 7.
    assertThat(FoldSequence.OVERLAPPED.cycles(Dataflow.WS, EXTENT, ARRAY)).isEqualTo(5 * 7 + 15);
    // IS: 6 folds; N = 7 is as long.
    assertThat(FoldSequence.OVERLAPPED.cycles(Dataflow.IS, EXTENT, ARRAY)).isEqualTo(5 * 7 + 17);
  }

  @Test
  void cycles_ofOneFold_doNotDependOnTheSequence() {
    Extent small = new Extent(4, 4, 4);
    for (Dataflow dataflow : Dataflow.values()) {
      assertThat(FoldSequence.OVERLAPPED.cycles(dataflow, small, ARRAY))
          .isEqualTo(FoldSequence.SEQUENTIAL.cycles(dataflow, small, ARRAY));
    }
  }
}
