package org.backflow.accelerator.array;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.array.SystolicArray.Inputs;

/**
 * A product of two small matrices on an output-stationary array, clocked from the first operand on
 * the port to the last result on the port: what every register holds after every cycle.
 *
 * @param array the rows and columns
 * @param useful the rows and columns that hold a result
 * @param cycles in their order
 */
public record SteppedProduct(ArrayShape array, ArrayShape useful, List<Cycle> cycles) {

  /** Copies the list. */
  public SteppedProduct {
    cycles = List.copyOf(cycles);
  }

  /**
   * An element at the end of a cycle.
   *
   * @param multiplies whether it multiplied in the cycle
   * @param a the operand that goes on to the right
   * @param b the operand that goes on downwards
   * @param sum what it has accumulated, or what has been shifted into it from below
   */
  public record Element(boolean multiplies, long a, long b, long sum) {}

  /**
   * A cycle. A word is missing where nothing that belongs to the product stands.
   *
   * @param elements row by row
   * @param vector which vector of operands is on the ports, from zero
   * @param waitingA the words on the way to each row: the port, then a register for every cycle of
   *     delay, that next to the array last
   * @param waitingB the same of each column
   * @param results what each column delivers in this cycle
   */
  public record Cycle(
      List<Element> elements,
      OptionalInt vector,
      List<List<OptionalLong>> waitingA,
      List<List<OptionalLong>> waitingB,
      List<OptionalLong> results) {
    /** Copies the lists. */
    public Cycle {
      elements = List.copyOf(elements);
      waitingA = waitingA.stream().map(List::copyOf).toList();
      waitingB = waitingB.stream().map(List::copyOf).toList();
      results = List.copyOf(results);
    }

    /** Returns how many elements multiply. */
    public int multiplying() {
      return (int) elements.stream().filter(Element::multiplies).count();
    }

    /** Returns how many elements multiply by zero. */
    public int multiplyingByZero() {
      return (int)
          elements.stream()
              .filter(element -> element.multiplies() && element.a() * element.b() == 0)
              .count();
    }
  }

  private static final WordWidths WIDTHS = new WordWidths(16, 16, 48);

  /**
   * Steps {@code left} times {@code right}.
   *
   * @param left M rows of K words, M at most the rows of the array
   * @param right K rows of N words, N at most its columns
   */
  public static SteppedProduct of(ArrayShape array, long[][] left, long[][] right) {
    int length = right.length;
    ArrayShape useful = new ArrayShape(left.length, right[0].length);
    if (useful.rows() > array.rows() || useful.columns() > array.columns()) {
      throw new IllegalArgumentException(
          "a result of " + useful + " on an array of " + array + "; expected one that fits");
    }
    OutputStationaryArray stepped = new OutputStationaryArray(array, WIDTHS, false);
    Registers registers = new Registers(array, stepped.signals());
    List<Cycle> cycles = new ArrayList<>();
    for (int taken = 0, drained = 0; drained < array.rows(); ) {
      boolean driving = taken < length;
      int k = taken;
      if (driving) {
        stepped.drive(
            new Inputs(
                true,
                k == 0,
                k == length - 1,
                lanes(array.rows(), r -> r < left.length ? left[r][k] : 0),
                false,
                lanes(array.columns(), c -> c < useful.columns() ? right[k][c] : 0)));
        taken++;
      } else {
        stepped.drive(Inputs.idle(array));
      }
      List<OptionalLong> results = results(stepped);
      List<List<OptionalLong>> waitingA = registers.waitingA(cycles.size(), length, useful.rows());
      List<List<OptionalLong>> waitingB =
          registers.waitingB(cycles.size(), length, useful.columns());
      stepped.clock();
      drained += results.get(0).isPresent() ? 1 : 0;
      cycles.add(
          new Cycle(
              registers.elements(),
              driving ? OptionalInt.of(k) : OptionalInt.empty(),
              waitingA,
              waitingB,
              results));
    }
    return new SteppedProduct(array, useful, cycles);
  }

  private static PortWords lanes(int count, IntToLongFunction word) {
    return PortWords.of(IntStream.range(0, count).mapToLong(word).toArray());
  }

  private static List<OptionalLong> results(OutputStationaryArray stepped) {
    return IntStream.range(0, stepped.shape().columns())
        .mapToObj(
            c -> stepped.resultValid(c) ? OptionalLong.of(stepped.result(c)) : OptionalLong.empty())
        .toList();
  }

  /** The results, row by row, as they left the array: the top row first. */
  public long[][] results() {
    long[][] results = new long[useful.rows()][useful.columns()];
    int[] left = new int[array.columns()];
    for (Cycle cycle : cycles) {
      for (int c = 0; c < useful.columns(); c++) {
        if (cycle.results().get(c).isPresent() && left[c] < useful.rows()) {
          results[left[c]][c] = cycle.results().get(c).getAsLong();
        }
        left[c] += cycle.results().get(c).isPresent() ? 1 : 0;
      }
    }
    return results;
  }

  /** The watched ports and registers. */
  private record Registers(ArrayShape array, List<Signal> signals) {

    private long word(String path) {
      Signal signal =
          signals.stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow();
      return PortWords.signed(signal.lane().applyAsLong(0), signal.laneBits());
    }

    List<Element> elements() {
      List<Element> elements = new ArrayList<>();
      for (int r = 0; r < array.rows(); r++) {
        for (int c = 0; c < array.columns(); c++) {
          String element = "u_array.g_r[" + r + "].g_c[" + c + "].u_pe.";
          elements.add(
              new Element(
                  word(element + "valid_o") != 0,
                  word(element + "a_o"),
                  word(element + "b_o"),
                  word(element + "sum_q")));
        }
      }
      return elements;
    }

    List<List<OptionalLong>> waitingA(int cycle, int vectors, int useful) {
      return waiting(cycle, vectors, array.rows(), useful, "a_i", "u_skew_rows", WIDTHS.a());
    }

    List<List<OptionalLong>> waitingB(int cycle, int vectors, int useful) {
      return waiting(cycle, vectors, array.columns(), useful, "b_i", "u_skew_columns", WIDTHS.b());
    }

    /** A word that entered d cycles ago belongs to the product if a vector was taken then. */
    private List<List<OptionalLong>> waiting(
        int cycle, int vectors, int lanes, int useful, String port, String skew, int bits) {
      List<List<OptionalLong>> waiting = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        List<OptionalLong> words = new ArrayList<>();
        for (int ago = 0; ago <= lane; ago++) {
          int vector = cycle - ago;
          boolean there = lane < useful && vector >= 0 && vector < vectors;
          words.add(
              there
                  ? OptionalLong.of(ago == 0 ? port(port, lane) : skewed(skew, lane, ago, bits))
                  : OptionalLong.empty());
        }
        waiting.add(words);
      }
      return waiting;
    }

    private long port(String name, int lane) {
      Signal signal =
          signals.stream()
              .filter(each -> each.path().equals("u_array." + name))
              .findFirst()
              .orElseThrow();
      return PortWords.signed(signal.lane().applyAsLong(lane), signal.laneBits());
    }

    private long skewed(String skew, int lane, int ago, int bits) {
      return PortWords.signed(
          word("u_array." + skew + ".g_lane[" + lane + "].g_delay[" + ago + "].word"), bits);
    }
  }
}
