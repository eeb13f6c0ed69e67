package org.backflow.accelerator.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.backflow.plan.Tensor;
import org.backflow.plan.View;
import org.backflow.plan.Window;
import org.junit.jupiter.api.Test;

final class FoldedPassesTest {

  private static final int CASES = 3000;
  private static final int WINDOW_CASES = 600;

  private static MemorySystem system(boolean doubleBuffered, FoldOrder order) {
    return new MemorySystem(
        Optional.of(new Dram(2.0, 3)),
        doubleBuffered,
        order,
        Map.of(),
        Optional.empty(),
        FeedbackStorage.SRAM);
  }

  private static OperandBuffer streamed(Memory memory, long bufferBits) {
    return new OperandBuffer(memory, 16, 16, Placement.STREAMED, bufferBits);
  }

  /** C[4 x 2] = A[4 x 5] B[5 x 2] on 2 x 2, output-stationary: 2 row folds of 2*2 + 2 + 5 - 2. */
  private static final Folding TWO_FOLDS = new Folding(4, 2, 5, 2, 2, true, 9, 9);

  @Test
  void outputStationary_twoFolds_isThatWorkedByHand() {
    ProductBuffers buffers =
        new ProductBuffers(
            streamed(Memory.ACTIVATION, 160),
            streamed(Memory.WEIGHT, 160),
            streamed(Memory.ACTIVATION, 160),
            false,
            streamed(Memory.ACCUMULATOR, 160));
    MemorySystem system = system(true, FoldOrder.ROWS_FIRST);
    FoldedPasses passes = new FoldedPasses(TWO_FOLDS, buffers, FoldedPasses.Windows.NONE, system);
    // A tile of A, 10 words, fills its buffer of 160 bits; B fits and is fetched once.
    assertThat(passes.chunkCount()).isEqualTo(1);
    assertThat(passes.byRowFetches()).isEqualTo(20);
    assertThat(passes.otherFetches()).isEqualTo(10);
    assertThat(passes.resultWrites()).isEqualTo(8);
    StallCycles stalls = Transfers.stalls(passes, system.dram().orElseThrow(), true, 0);
    // First fill: 20 words of 16 bits at 16 bits a cycle, 3 cycles of latency.
    assertThat(stalls.firstFillCycles()).isEqualTo(23);
    // Beside fold 1: 10 words of A in 13 cycles, 4 longer than the fold. Beside fold 2: the 4 words
    // that fold 1 left, in 4 of its 9 cycles.
    assertThat(stalls.transferCycles()).isEqualTo(4);
    assertThat(stalls.writeBackCycles()).isEqualTo(4);
    assertThat(stalls.total()).isEqualTo(31);
  }

  @Test
  void singleBuffered_twoFolds_waitsForEveryTransfer() {
    ProductBuffers buffers =
        new ProductBuffers(
            streamed(Memory.ACTIVATION, 160),
            streamed(Memory.WEIGHT, 160),
            streamed(Memory.ACTIVATION, 160),
            false,
            streamed(Memory.ACCUMULATOR, 160));
    MemorySystem system = system(false, FoldOrder.ROWS_FIRST);
    StallCycles stalls =
        Transfers.stalls(
            new FoldedPasses(TWO_FOLDS, buffers, FoldedPasses.Windows.NONE, system),
            system.dram().orElseThrow(),
            false,
            0);
    // Between the folds: 4 words out, 10 words in, 3 cycles of latency.
    assertThat(stalls).isEqualTo(new StallCycles(0, 23, 17, 4));
  }

  @Test
  void weightStationary_sumsThatDoNotFit_areWrittenAndReadBack() {
    // K = 6 in 3 row folds, N = 2, M = 8 steps: strips of 16 sums of 16 bits, 256 bits.
    Folding folding = new Folding(6, 2, 8, 2, 2, false, 12, 12);
    for (long bufferBits : new long[] {255, 256}) {
      ProductBuffers buffers =
          new ProductBuffers(
              streamed(Memory.ACTIVATION, 1000),
              streamed(Memory.WEIGHT, 1000),
              streamed(Memory.ACTIVATION, 1000),
              false,
              streamed(Memory.ACCUMULATOR, bufferBits));
      FoldedPasses passes =
          new FoldedPasses(
              folding, buffers, FoldedPasses.Windows.NONE, system(true, FoldOrder.ROWS_FIRST));
      assertThat(passes.spilledSums()).isEqualTo(bufferBits < 256 ? 32 : 0);
      // 255 bits hold 7 steps of 2 sums.
      assertThat(passes.chunkCount()).isEqualTo(bufferBits < 256 ? 2 : 1);
    }
  }

  @Test
  void narrowPorts_stallTheEdge() {
    MemorySystem system =
        new MemorySystem(
            Optional.empty(),
            true,
            FoldOrder.ROWS_FIRST,
            Map.of(Memory.WEIGHT, new SramPorts(16, 1, 1)),
            Optional.empty(),
            FeedbackStorage.SRAM);
    ProductBuffers buffers =
        new ProductBuffers(
            streamed(Memory.ACTIVATION, 160),
            streamed(Memory.WEIGHT, 160),
            streamed(Memory.ACTIVATION, 160),
            false,
            streamed(Memory.ACCUMULATOR, 160));
    // Two words of B per step where one comes in a cycle: K = 5 cycles more in each of 2 folds.
    assertThat(
            Transfers.cycles(
                new FoldedPasses(TWO_FOLDS, buffers, FoldedPasses.Windows.NONE, system)))
        .isEqualTo(18 + 10);
  }

  @Test
  void randomProducts_closedForms_equalTheSlowSimulator() {
    int stalled = 0;
    int spilled = 0;
    int chunked = 0;
    int large = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      Folding folding = folding(random);
      MemorySystem system = system(random);
      ProductBuffers buffers = buffers(random, system.dram().isPresent());
      FoldedPasses passes = new FoldedPasses(folding, buffers, FoldedPasses.Windows.NONE, system);
      SlowProduct slow = new SlowProduct(folding, buffers, system);
      StallCycles stalls =
          system
              .dram()
              .map(dram -> Transfers.stalls(passes, dram, system.doubleBuffered(), 0))
              .orElse(StallCycles.NONE);
      String name = "seed %d: %s, %s, %s".formatted(seed, folding, buffers, system);
      assertThat(
              List.<Object>of(
                  passes.byRowFetches(),
                  passes.otherFetches(),
                  passes.spilledSums(),
                  passes.spilledSums(),
                  passes.resultFetches(),
                  passes.resultWrites(),
                  Transfers.cycles(passes),
                  stalls))
          .as(name)
          .isEqualTo(
              List.<Object>of(
                  slow.byRowFetches,
                  slow.otherFetches,
                  slow.spilledSums,
                  slow.readBackSums,
                  slow.resultFetches,
                  slow.resultWrites,
                  slow.passCycles,
                  slow.stalls));
      stalled += stalls.transferCycles() > 0 ? 1 : 0;
      spilled += slow.spilledSums > 0 ? 1 : 0;
      chunked += passes.chunkCount() > 1 ? 1 : 0;
      large += slow.passes() > 150 ? 1 : 0;
    }
    assertThat(stalled).isGreaterThan(CASES / 4);
    assertThat(spilled).isGreaterThan(CASES / 10);
    assertThat(chunked).isGreaterThan(CASES / 4);
    assertThat(large).isGreaterThan(CASES / 20);
  }

  /** Windows of a 4 x 4 image, 3 x 3: four positions of nine words. */
  private static final Window NINE = new Window(4, 4, 1, 3, 3, 1, 0);

  private static FoldedPasses ofNine(
      Folding folding, Optional<ElementBlocks> byRow, Optional<ElementBlocks> other, long words) {
    ProductBuffers buffers =
        new ProductBuffers(
            streamed(Memory.ACTIVATION, 16 * words),
            streamed(Memory.WEIGHT, other.isPresent() ? 16 * words : 1000),
            streamed(Memory.ACTIVATION, 1000),
            false,
            streamed(Memory.ACCUMULATOR, 1000));
    return new FoldedPasses(
        folding,
        buffers,
        new FoldedPasses.Windows(byRow, other),
        system(true, FoldOrder.ROWS_FIRST));
  }

  // Two windows side by side touch three rows of the image, 12 words; so do the two below. Eight of
  // them are the same: a buffer of 15 words brings them again, one of 16 does not.
  @Test
  void outputStationary_windows_shareTheWordsThatTheBufferKeeps() {
    Folding folding = new Folding(4, 2, 9, 2, 2, true, 13, 13);
    Optional<ElementBlocks> windows = Optional.of(new WindowBlocks(NINE, 1));
    FoldedPasses small = ofNine(folding, windows, Optional.empty(), 15);
    assertThat(small.chunkCount()).isEqualTo(1);
    assertThat(small.byRowFetches()).isEqualTo(12 + 12);
    FoldedPasses large = ofNine(folding, windows, Optional.empty(), 16);
    assertThat(large.byRowFetches()).isEqualTo(16);
    assertThat(large.fetchedBits(0, 1, 0)).isEqualTo(16 * 4);
    // 11 words are less than a strip: eight of nine steps leave out the last word of each window,
    // the one that no other has.
    FoldedPasses chunked = ofNine(folding, windows, Optional.empty(), 11);
    assertThat(chunked.chunkCount()).isEqualTo(2);
    assertThat(chunked.byRowFetches()).isEqualTo(2 * (11 + 2));
  }

  // Words 0 and 1 of all four windows: rows 0 and 1, columns 0 to 2 of the image, and so on: 6, 8,
  // 6,
  // 6 and, alone, 4.
  @Test
  void weightStationary_windows_bringTheWordsOfEveryRowFold() {
    Folding folding = new Folding(9, 2, 4, 2, 2, false, 8, 8);
    Optional<ElementBlocks> windows = Optional.of(new WindowBlocks(NINE, 1).transposed());
    assertThat(ofNine(folding, windows, Optional.empty(), 15).byRowFetches())
        .isEqualTo(6 + 8 + 6 + 6 + 4);
    assertThat(ofNine(folding, windows, Optional.empty(), 16).byRowFetches()).isEqualTo(16);
  }

  // Words 0 and 1 of two windows side by side: three of a row; then 4, 3, 3 and 2.
  @Test
  void inputStationary_windows_bringTheWordsOfEveryTile() {
    Folding folding = new Folding(9, 4, 2, 2, 2, false, 6, 6);
    Optional<ElementBlocks> windows = Optional.of(new WindowBlocks(NINE, 1).transposed());
    assertThat(ofNine(folding, Optional.empty(), windows, 15).otherFetches())
        .isEqualTo(2 * (3 + 4 + 3 + 3 + 2));
    assertThat(ofNine(folding, Optional.empty(), windows, 16).otherFetches()).isEqualTo(16);
  }

  @Test
  void randomWindows_equalTheSlowSimulatorOfAddresses() {
    int chunked = 0;
    int again = 0;
    int shared = 0;
    for (int seed = 0; seed < WINDOW_CASES; seed++) {
      Random random = new Random(seed);
      View view = windows(random);
      boolean ofByRow = random.nextInt(3) > 0;
      boolean sumsStay = random.nextInt(3) == 0;
      Folding drawn = folding(random);
      Folding folding =
          new Folding(
              ofByRow || !sumsStay ? view.rows() : drawn.rows(),
              ofByRow ? drawn.columns() : sumsStay ? view.rows() : view.columns(),
              ofByRow || sumsStay ? view.columns() : drawn.streamed(),
              drawn.arrayRows(),
              drawn.arrayColumns(),
              sumsStay,
              400,
              450);
      MemorySystem system = system(random);
      ProductBuffers buffers = buffers(random, system.dram().isPresent());
      ElementBlocks blocks = new WindowBlocks(view.window().orElseThrow(), view.storedRows());
      Optional<ElementBlocks> oriented =
          Optional.of(view.transposed() ? blocks.transposed() : blocks);
      FoldedPasses passes =
          new FoldedPasses(
              folding,
              buffers,
              ofByRow
                  ? new FoldedPasses.Windows(oriented, Optional.empty())
                  : new FoldedPasses.Windows(Optional.empty(), oriented),
              system);
      SlowProduct slow =
          new SlowProduct(
              folding,
              buffers,
              ofByRow ? Optional.of(view) : Optional.empty(),
              ofByRow ? Optional.empty() : Optional.of(view),
              system);
      StallCycles stalls =
          system
              .dram()
              .map(dram -> Transfers.stalls(passes, dram, system.doubleBuffered(), 0))
              .orElse(StallCycles.NONE);
      String name = "seed %d: %s, %s, %s, %s".formatted(seed, view, folding, buffers, system);
      assertThat(
              List.<Object>of(
                  passes.byRowFetches(),
                  passes.otherFetches(),
                  passes.spilledSums(),
                  passes.resultWrites(),
                  Transfers.cycles(passes),
                  stalls))
          .as(name)
          .isEqualTo(
              List.<Object>of(
                  slow.byRowFetches,
                  slow.otherFetches,
                  slow.spilledSums,
                  slow.resultWrites,
                  slow.passCycles,
                  slow.stalls));
      long fetched = ofByRow ? slow.byRowFetches : slow.otherFetches;
      long touched = oriented.get().words(0, view.rows(), 0, view.columns());
      chunked += passes.chunkCount() > 1 ? 1 : 0;
      again += fetched > touched ? 1 : 0;
      shared += fetched > 0 && fetched < (long) view.rows() * view.columns() ? 1 : 0;
    }
    assertThat(chunked).isGreaterThan(WINDOW_CASES / 10);
    assertThat(again).isGreaterThan(WINDOW_CASES / 10);
    assertThat(shared).isGreaterThan(WINDOW_CASES / 10);
  }

  private static View windows(Random random) {
    int kernelHeight = 1 + random.nextInt(3);
    int kernelWidth = 1 + random.nextInt(3);
    Window window =
        new Window(
            kernelHeight + random.nextInt(5),
            kernelWidth + random.nextInt(5),
            1 + random.nextInt(3),
            kernelHeight,
            kernelWidth,
            1 + random.nextInt(3),
            random.nextInt(Math.min(kernelHeight, kernelWidth)));
    View view = View.of(Tensor.activation(1), 1 + random.nextInt(3), window);
    View ended = random.nextBoolean() ? view.withOne() : view;
    return random.nextBoolean() ? ended.transpose() : ended;
  }

  private static Folding folding(Random random) {
    int arrayRows = 1 + random.nextInt(5);
    int arrayColumns = 1 + random.nextInt(5);
    int streamed = 1 + random.nextInt(random.nextBoolean() ? 40 : 6);
    long fold = 2L * arrayRows + arrayColumns + streamed - 2;
    long distance = random.nextBoolean() ? fold : Math.max(streamed, 2L * arrayRows - 1);
    return new Folding(
        1 + random.nextInt(40),
        1 + random.nextInt(40),
        streamed,
        arrayRows,
        arrayColumns,
        random.nextInt(3) == 0,
        distance,
        fold);
  }

  private static MemorySystem system(Random random) {
    Optional<Dram> dram =
        random.nextInt(10) == 0
            ? Optional.empty()
            : Optional.of(new Dram((1 + random.nextInt(100)) / 8.0, random.nextInt(20)));
    Map<Memory, SramPorts> ports = new EnumMap<>(Memory.class);
    for (Memory memory : Memory.values()) {
      if (random.nextInt(4) == 0) {
        ports.put(
            memory,
            new SramPorts(1 + random.nextInt(64), 1 + random.nextInt(3), 1 + random.nextInt(2)));
      }
    }
    List<FoldOrder> orders = List.of(FoldOrder.values());
    return new MemorySystem(
        dram,
        random.nextBoolean(),
        orders.get(random.nextInt(orders.size())),
        ports,
        Optional.empty(),
        FeedbackStorage.SRAM);
  }

  private static ProductBuffers buffers(Random random, boolean dram) {
    List<OperandBuffer> operands = new ArrayList<>();
    for (Memory memory : List.of(Memory.ACTIVATION, Memory.WEIGHT, Memory.ACTIVATION)) {
      int bits = 1 + random.nextInt(20);
      List<Placement> placements = List.of(Placement.values());
      Placement placement =
          dram ? placements.get(Math.min(2, random.nextInt(6))) : Placement.RESIDENT;
      operands.add(
          new OperandBuffer(
              memory,
              bits,
              bits + random.nextInt(4),
              placement,
              random.nextInt(random.nextInt(3) == 0 ? 20_000 : 600)));
    }
    // What is written never arrives.
    OperandBuffer result = operands.get(2);
    OperandBuffer written =
        result.placement() == Placement.ARRIVING
            ? new OperandBuffer(
                result.memory(),
                result.wordBits(),
                result.accessBits(),
                Placement.STREAMED,
                result.bufferBits())
            : result;
    int sumBits = 10 + random.nextInt(40);
    return new ProductBuffers(
        operands.get(0),
        operands.get(1),
        written,
        random.nextInt(3) == 0,
        new OperandBuffer(
            Memory.ACCUMULATOR,
            sumBits,
            sumBits,
            dram ? Placement.STREAMED : Placement.RESIDENT,
            5L * sumBits + random.nextInt(random.nextBoolean() ? 20_000 : 2_000)));
  }
}
