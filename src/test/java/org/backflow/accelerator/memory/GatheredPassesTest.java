package org.backflow.accelerator.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Fold;
import org.backflow.plan.Phase;
import org.backflow.plan.Reduce;
import org.backflow.plan.Tensor;
import org.backflow.plan.Window;
import org.junit.jupiter.api.Test;

/** Pooling and folds against what their operations say of every single word. */
final class GatheredPassesTest {

  private static final int CASES = 600;

  /** A row of an operation: the addresses that each of its elements gathers. */
  private record Row(List<List<Integer>> elements) {
    int terms() {
      return elements.get(0).size();
    }
  }

  /** An operation of random windows, its closed forms beside what it says of every word. */
  private record Gathered(Gathering gathering, GatheredOperand.Rows touched, List<Row> rows) {

    static Gathered draw(Random random, int lanes) {
      int kernelHeight = 1 + random.nextInt(3);
      int kernelWidth = 1 + random.nextInt(3);
      Window window =
          new Window(
              kernelHeight + random.nextInt(4),
              kernelWidth + random.nextInt(4),
              1 + random.nextInt(5),
              kernelHeight,
              kernelWidth,
              1 + random.nextInt(4),
              random.nextInt(Math.min(kernelHeight, kernelWidth)));
      int images = 1 + random.nextInt(3);
      return random.nextBoolean()
          ? reduce(window, images, lanes)
          : fold(window, images, lanes, random.nextBoolean());
    }

    private static Gathered reduce(Window window, int images, int lanes) {
      Reduce operation =
          new Reduce(
              "pool",
              Phase.FORWARD,
              2,
              Reduce.Kind.SUM,
              Tensor.activation(1),
              images,
              window,
              1,
              Tensor.activation(2),
              Optional.empty());
      List<Row> rows = new ArrayList<>();
      for (int row = 0; row < operation.extent().m(); row++) {
        List<List<Integer>> elements = new ArrayList<>();
        for (int channel = 0; channel < operation.extent().n(); channel++) {
          List<Integer> gathered = new ArrayList<>();
          for (int term = 0; term < operation.extent().k(); term++) {
            if (operation.index(row, channel, term) >= 0) {
              gathered.add(operation.index(row, channel, term));
            }
          }
          elements.add(gathered);
        }
        rows.add(new Row(elements));
      }
      WindowBlocks blocks = new WindowBlocks(window, images);
      return new Gathered(
          new Gathering(images, window.positions(), window.channels(), lanes, window::pixels),
          (first, end) -> blocks.words(first, end, 0, window.columns()),
          rows);
    }

    private static Gathered fold(Window window, int images, int lanes, boolean perChannel) {
      Fold operation =
          new Fold(
              "fold",
              Phase.FEEDBACK,
              1,
              new Tensor(Role.UNFOLDED_ERROR, 1),
              images,
              window,
              perChannel,
              1,
              Tensor.error(1),
              Optional.empty());
      int channels = window.channels();
      List<Row> rows = new ArrayList<>();
      for (int row = 0; row < operation.extent().m(); row++) {
        List<List<Integer>> elements = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
          elements.add(new ArrayList<>());
        }
        rows.add(new Row(elements));
      }
      operation.forEach(
          index -> 0,
          (source, pixel) ->
              rows.get(pixel / channels).elements().get(pixel % channels).add(source));
      Gathering gathering =
          new Gathering(
              images, window.height() * window.width(), channels, lanes, window::windowsOver);
      return new Gathered(
          gathering, perChannel ? new PixelRows(window) : gathering::gatheredWords, rows);
    }
  }

  /** What is moved row by row, with a buffer of addresses. */
  private static final class Slow {
    private final Gathered gathered;
    private final List<GatheredOperand> operands;
    private final MemorySystem system;
    private final int lanes;
    private final List<SlowClock.Pass> passes = new ArrayList<>();
    private long fetched;
    private long written;
    private long gatheredWords;
    private long cycles;

    Slow(Gathered gathered, List<GatheredOperand> operands, MemorySystem system, int lanes) {
      this.gathered = gathered;
      this.operands = operands;
      this.system = system;
      this.lanes = lanes;
      int rows = gathered.rows().size();
      int atOnce = rows;
      while (atOnce > 1 && !fit(atOnce)) {
        atOnce--;
      }
      Set<Integer> held = new HashSet<>();
      boolean keepsAll = fits(operands.get(0), addresses(0, rows).size());
      for (int first = 0; first < rows; first += atOnce) {
        int end = Math.min(rows, first + atOnce);
        if (!keepsAll) {
          held.clear();
        }
        pass(first, end, held);
      }
    }

    private boolean fit(int atOnce) {
      int rows = gathered.rows().size();
      for (int first = 0; first < rows; first += atOnce) {
        int end = Math.min(rows, first + atOnce);
        int results = (end - first) * gathered.rows().get(0).elements().size();
        if (!fits(operands.get(0), addresses(first, end).size())
            || !fits(operands.get(1), results)) {
          return false;
        }
      }
      return true;
    }

    private static boolean fits(GatheredOperand operand, int words) {
      return operand.buffer().placement() != Placement.STREAMED
          || (long) words * operand.buffer().wordBits() <= operand.buffer().bufferBits();
    }

    private Set<Integer> addresses(int first, int end) {
      Set<Integer> addresses = new HashSet<>();
      gathered.rows().subList(first, end).forEach(row -> row.elements().forEach(addresses::addAll));
      return addresses;
    }

    private void pass(int first, int end, Set<Integer> held) {
      OperandBuffer source = operands.get(0).buffer();
      OperandBuffer result = operands.get(1).buffer();
      int before = held.size();
      held.addAll(addresses(first, end));
      long in = source.placement() == Placement.RESIDENT ? 0 : held.size() - before;
      long out = 0;
      long taken = end == gathered.rows().size() ? 1 : 0;
      for (Row row : gathered.rows().subList(first, end)) {
        int elements = row.elements().size();
        out += result.placement() == Placement.RESIDENT ? 0 : elements;
        for (int element = 0; element < elements; element += lanes) {
          taken += filling(row, element, Math.min(elements, element + lanes));
        }
      }
      fetched += in;
      written += out;
      cycles += taken;
      passes.add(new SlowClock.Pass(taken, in * source.wordBits(), out * result.wordBits()));
    }

    private long filling(Row row, int first, int end) {
      long words = 0;
      for (List<Integer> element : row.elements().subList(first, end)) {
        words += element.size();
      }
      gatheredWords += words;
      Map<Memory, Long> bits = new EnumMap<>(Memory.class);
      OperandBuffer source = operands.get(0).buffer();
      OperandBuffer result = operands.get(1).buffer();
      bits.merge(source.memory(), words * source.accessBits(), Long::sum);
      bits.merge(result.memory(), (long) (end - first) * result.accessBits(), Long::sum);
      long taken = Math.max(1, row.terms());
      for (Map.Entry<Memory, SramPorts> limit : system.ports().entrySet()) {
        long needed = 0;
        for (long left = bits.getOrDefault(limit.getKey(), 0L); left > 0; needed++) {
          left -= limit.getValue().bitsPerCycle();
        }
        taken = Math.max(taken, needed);
      }
      return taken;
    }

    StallCycles stalls() {
      return system
          .dram()
          .map(dram -> SlowClock.run(passes, dram, system.doubleBuffered()))
          .orElse(StallCycles.NONE);
    }
  }

  @Test
  void randomOperations_equalTheSlowSimulatorOfAddresses() {
    int chunked = 0;
    int again = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      int lanes = 1 + random.nextInt(6);
      Gathered gathered = Gathered.draw(random, lanes);
      MemorySystem system = system(random);
      Gathering gathering = gathered.gathering();
      List<GatheredOperand> operands =
          List.of(
              new GatheredOperand(buffer(random, system, true), false, gathered.touched()),
              new GatheredOperand(buffer(random, system, false), true, gathering::results));
      GatheredPasses passes = new GatheredPasses(gathering, operands, system.ports());
      Slow slow = new Slow(gathered, operands, system, lanes);
      StallCycles stalls =
          system
              .dram()
              .map(dram -> Transfers.stalls(passes, dram, system.doubleBuffered(), 0))
              .orElse(StallCycles.NONE);
      assertThat(
              List.<Object>of(
                  passes.movedWords(operands.get(0)),
                  passes.movedWords(operands.get(1)),
                  gathering.gatheredWords(),
                  Transfers.cycles(passes),
                  stalls))
          .as("seed %d: %s, %s", seed, operands, system)
          .isEqualTo(
              List.<Object>of(
                  slow.fetched, slow.written, slow.gatheredWords, slow.cycles, slow.stalls()));
      if (system.ports().isEmpty()) {
        assertThat(gathering.computeCycles()).as("seed %d", seed).isEqualTo(slow.cycles);
      }
      chunked += passes.chunkCount() > 1 ? 1 : 0;
      again += slow.fetched > slow.addresses(0, gathered.rows().size()).size() ? 1 : 0;
    }
    assertThat(chunked).isGreaterThan(CASES / 4);
    assertThat(again).isGreaterThan(CASES / 20);
  }

  private static MemorySystem system(Random random) {
    Map<Memory, SramPorts> ports = new EnumMap<>(Memory.class);
    if (random.nextInt(3) == 0) {
      ports.put(Memory.ACTIVATION, new SramPorts(1 + random.nextInt(64), 1, 1));
    }
    return new MemorySystem(
        random.nextInt(8) == 0
            ? Optional.empty()
            : Optional.of(new Dram((1 + random.nextInt(100)) / 8.0, random.nextInt(20))),
        random.nextBoolean(),
        FoldOrder.ROWS_FIRST,
        ports,
        Optional.empty(),
        FeedbackStorage.SRAM);
  }

  private static OperandBuffer buffer(Random random, MemorySystem system, boolean mayArrive) {
    int bits = 1 + random.nextInt(16);
    List<Placement> placements =
        mayArrive
            ? List.of(Placement.STREAMED, Placement.STREAMED, Placement.ARRIVING)
            : List.of(Placement.STREAMED, Placement.STREAMED, Placement.RESIDENT);
    Placement placement =
        system.dram().isEmpty() ? Placement.RESIDENT : placements.get(random.nextInt(3));
    return new OperandBuffer(
        Memory.ACTIVATION,
        bits,
        bits,
        placement,
        random.nextInt(random.nextBoolean() ? 400 : 4000));
  }
}
