package org.backflow.accelerator.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.backflow.plan.CountLimitException;
import org.junit.jupiter.api.Test;

final class RowPassesTest {

  private static final int CASES = 4000;

  private static RowOperand streamed(LaneUse use, int bits, long bufferBits, long words) {
    return new RowOperand(
        new OperandBuffer(Memory.ACTIVATION, bits, bits, Placement.STREAMED, bufferBits),
        use,
        words);
  }

  private static RowOperand resident(Memory memory, LaneUse use, int bits, long words) {
    return new RowOperand(new OperandBuffer(memory, bits, bits, Placement.RESIDENT, 0), use, words);
  }

  @Test
  void stalls_twoRowsAtATime_areThoseWorkedByHand() {
    // 3 rows of 4 words of 8 bits on 2 lanes; 2 rows fit; the result is written.
    List<RowOperand> operands =
        List.of(streamed(LaneUse.ELEMENTS, 8, 64, 4), streamed(LaneUse.RESULTS, 8, 64, 4));
    RowPasses passes = new RowPasses(new LaneFolding(3, 4, 2, 1, 1), operands, Map.of());
    assertThat(passes.chunkCount()).isEqualTo(2);
    // 4 cycles, then 2 and the register.
    assertThat(Transfers.cycles(passes)).isEqualTo(7);
    StallCycles stalls = Transfers.stalls(passes, new Dram(1.0, 5), true, 0);
    // 8 words in; beside 4 cycles of pass 1, 4 words in; beside 3 cycles of pass 2, 8 words out;
    // 4 words out.
    assertThat(stalls).isEqualTo(new StallCycles(0, 5 + 8, (5 + 4 - 4) + (8 - 3), 4));
  }

  /** The transfer beside the last pass has two cycles more than its terms, not one. */
  @Test
  void stalls_twoRegisters_bothHideTheTransfer() {
    List<RowOperand> operands = List.of(streamed(LaneUse.RESULTS, 8, 8, 1));
    RowPasses passes = new RowPasses(new LaneFolding(2, 1, 1, 3, 2), operands, Map.of());
    // Passes of 3, and of 3 + 2 cycles.
    assertThat(Transfers.cycles(passes)).isEqualTo(8);
    // One word of 8 bits, a bit a cycle: 8 cycles beside pass 2, 8 behind it.
    assertThat(Transfers.stalls(passes, new Dram(0.125, 0), true, 0))
        .isEqualTo(new StallCycles(0, 0, 3, 8));
  }

  @Test
  void narrowPorts_takeLongerForEveryFilling() {
    // 3 rows of 5 words of 8 bits on 2 lanes, 8 bits a cycle: 2 + 2 + 1 cycles a row.
    List<RowOperand> operands = List.of(streamed(LaneUse.ELEMENTS, 8, 64, 5));
    RowPasses passes =
        new RowPasses(
            new LaneFolding(3, 5, 2, 1, 1),
            operands,
            Map.of(Memory.ACTIVATION, new SramPorts(8, 1, 1)));
    assertThat(Transfers.cycles(passes)).isEqualTo(3 * 5 + 1);
  }

  /** 20 units on 16 lanes pick from 10 errors: all 10 in the first filling, 4 in the second. */
  @Test
  void router_rowOfErrors_isReadOnceByAllLanesOfAFilling() {
    LaneFolding folding = new LaneFolding(3, 20, 16, 1, 1);
    assertThat(folding.words(LaneUse.SHARED, 10)).isEqualTo(3 * (10 + 4));
    assertThat(folding.words(LaneUse.TABLE, 20)).isEqualTo(3 * 20);
    assertThat(folding.words(LaneUse.RESULTS, 20)).isEqualTo(3 * 20);
    // From 1,000 errors each lane picks one.
    assertThat(folding.words(LaneUse.SHARED, 1000)).isEqualTo(3 * 20);
    // 5 connections for each of 20 units: 80 and 20 words picked from 60 errors.
    assertThat(new LaneFolding(3, 20, 16, 5, 2).words(LaneUse.SHARED, 60)).isEqualTo(3 * (60 + 20));
    // One filling of one term: the registers of the lanes keep the selections over all rows.
    assertThat(new LaneFolding(3, 16, 16, 1, 1).words(LaneUse.TABLE, 16)).isEqualTo(16);
    assertThat(new LaneFolding(3, 16, 16, 2, 1).words(LaneUse.TABLE, 32)).isEqualTo(3 * 32);
  }

  /** 4 selections of 3 bits at 3 bits a cycle: 4 cycles in the first row, 1 in the others. */
  @Test
  void narrowPorts_tableInRegisters_delaysTheFirstRowOnly() {
    RowOperand selections = resident(Memory.FEEDBACK, LaneUse.TABLE, 3, 4);
    RowPasses passes =
        new RowPasses(
            new LaneFolding(5, 4, 4, 1, 1),
            List.of(selections),
            Map.of(Memory.FEEDBACK, new SramPorts(3, 1, 1)));
    assertThat(Transfers.cycles(passes)).isEqualTo(4 + 4 + 1);
  }

  /** A filling of 3 terms has 3 cycles for its 2 results and the 4 errors that it picks from. */
  @Test
  void narrowPorts_terms_shareTheCyclesOfAFilling() {
    List<RowOperand> operands =
        List.of(
            resident(Memory.ACTIVATION, LaneUse.SHARED, 8, 4),
            resident(Memory.ACTIVATION, LaneUse.RESULTS, 8, 2));
    LaneFolding folding = new LaneFolding(5, 2, 2, 3, 2);
    assertThat(
            Transfers.cycles(
                new RowPasses(
                    folding, operands, Map.of(Memory.ACTIVATION, new SramPorts(16, 1, 1)))))
        .isEqualTo(5 * 3 + 2);
    assertThat(
            Transfers.cycles(
                new RowPasses(
                    folding, operands, Map.of(Memory.ACTIVATION, new SramPorts(15, 1, 1)))))
        .isEqualTo(5 * 4 + 2);
  }

  /** 2^62 fillings of one term are counted, 2^63 are refused. */
  @Test
  void counts_beyondALong_areRefused() {
    LaneFolding folding = new LaneFolding(1L << 31, 1L << 31, 1, 1, 1);
    assertThat(folding.computeCycles()).isEqualTo((1L << 62) + 1);
    assertThat(folding.words(LaneUse.RESULTS, 1L << 31)).isEqualTo(1L << 62);
    LaneFolding larger = new LaneFolding(1L << 32, 1L << 31, 1, 1, 1);
    assertThatThrownBy(larger::computeCycles).isInstanceOf(CountLimitException.class);
    assertThatThrownBy(() -> larger.words(LaneUse.RESULTS, 1L << 31))
        .isInstanceOf(CountLimitException.class);
    LaneFolding terms = new LaneFolding(1L << 31, 1L << 31, 1, 2, 1);
    assertThatThrownBy(terms::computeCycles).isInstanceOf(CountLimitException.class);
    assertThatThrownBy(() -> terms.words(LaneUse.TABLE, 1L << 32))
        .isInstanceOf(CountLimitException.class);
  }

  @Test
  void randomRows_closedForms_equalTheSlowSimulator() {
    int stalled = 0;
    int atTheEdge = 0;
    int chunked = 0;
    int tablesFetchedAgain = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      MemorySystem system = system(random);
      LaneFolding folding = folding(random);
      List<RowOperand> operands = operands(random, folding, system.dram().isPresent());
      RowPasses passes = new RowPasses(folding, operands, system.ports());
      SlowRows slow = new SlowRows(folding, operands, system);
      StallCycles stalls =
          system
              .dram()
              .map(dram -> Transfers.stalls(passes, dram, system.doubleBuffered(), 0))
              .orElse(StallCycles.NONE);
      String name = "seed %d: %s, %s, %s".formatted(seed, folding, operands, system);
      for (int i = 0; i < operands.size(); i++) {
        RowOperand operand = operands.get(i);
        assertThat(folding.words(operand.use(), operand.words()))
            .as("words on chip of %s, %s", operand, name)
            .isEqualTo(slow.onChipWords[i]);
        assertThat(operand.movedWords(folding.rows()))
            .as("words to or from DRAM of %s, %s", operand, name)
            .isEqualTo(slow.dramWords[i]);
        boolean again = operand.use() == LaneUse.TABLE && slow.dramWords[i] > operand.words();
        tablesFetchedAgain += again ? 1 : 0;
      }
      assertThat(passes.chunkCount()).as(name).isEqualTo(slow.passes());
      assertThat(Transfers.cycles(passes)).as(name).isEqualTo(slow.cycles);
      assertThat(Transfers.cycles(passes) - folding.computeCycles())
          .as(name)
          .isEqualTo(slow.edgeCycles);
      assertThat(stalls).as(name).isEqualTo(slow.stalls);
      stalled += stalls.transferCycles() > 0 ? 1 : 0;
      atTheEdge += slow.edgeCycles > 0 ? 1 : 0;
      chunked += slow.passes() > 5 ? 1 : 0;
    }
    assertThat(stalled).isGreaterThan(CASES / 6);
    assertThat(atTheEdge).isGreaterThan(CASES / 6);
    assertThat(chunked).isGreaterThan(CASES / 6);
    assertThat(tablesFetchedAgain).isGreaterThan(CASES / 50);
  }

  private static LaneFolding folding(Random random) {
    int terms = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
    return new LaneFolding(
        1 + random.nextInt(40),
        1 + random.nextInt(random.nextBoolean() ? 30 : 4),
        1 + random.nextInt(12),
        terms,
        1 + random.nextInt(2));
  }

  private static MemorySystem system(Random random) {
    Optional<Dram> dram =
        random.nextInt(5) == 0
            ? Optional.empty()
            : Optional.of(new Dram((1 + random.nextInt(100)) / 8.0, random.nextInt(20)));
    Map<Memory, SramPorts> ports = new EnumMap<>(Memory.class);
    for (Memory memory : List.of(Memory.ACTIVATION, Memory.FEEDBACK)) {
      if (random.nextInt(3) == 0) {
        ports.put(
            memory,
            new SramPorts(1 + random.nextInt(64), 1 + random.nextInt(3), 1 + random.nextInt(2)));
      }
    }
    return new MemorySystem(
        dram,
        random.nextBoolean(),
        FoldOrder.ROWS_FIRST,
        ports,
        Optional.empty(),
        FeedbackStorage.SRAM);
  }

  /** Of the vector unit, the router or the sparse router. */
  private static List<RowOperand> operands(Random random, LaneFolding folding, boolean dram) {
    List<RowOperand> operands = new ArrayList<>();
    switch (random.nextInt(3)) {
      case 0 -> {
        for (int i = random.nextInt(2); i < 2; i++) {
          operands.add(operand(random, dram, LaneUse.ELEMENTS, folding.elements()));
        }
      }
      case 1 -> {
        operands.add(operand(random, dram, LaneUse.SHARED, 1 + random.nextInt(40)));
        operands.add(operand(random, dram, LaneUse.TABLE, folding.elements() * folding.terms()));
      }
      default -> {
        operands.add(operand(random, dram, LaneUse.SHARED, 1 + random.nextInt(40)));
        for (int i = 0; i < 2; i++) {
          operands.add(operand(random, dram, LaneUse.TABLE, folding.elements() * folding.terms()));
        }
      }
    }
    operands.add(operand(random, dram, LaneUse.RESULTS, folding.elements()));
    return operands;
  }

  private static RowOperand operand(Random random, boolean dram, LaneUse use, long words) {
    List<Placement> placements =
        use == LaneUse.RESULTS
            ? List.of(Placement.RESIDENT, Placement.STREAMED, Placement.STREAMED)
            : List.of(Placement.values());
    int bits = 1 + random.nextInt(16);
    return new RowOperand(
        new OperandBuffer(
            use == LaneUse.TABLE ? Memory.FEEDBACK : Memory.ACTIVATION,
            bits,
            bits + random.nextInt(4),
            dram ? placements.get(random.nextInt(placements.size())) : Placement.RESIDENT,
            random.nextInt(random.nextInt(3) == 0 ? 8_000 : 800)),
        use,
        words);
  }
}
