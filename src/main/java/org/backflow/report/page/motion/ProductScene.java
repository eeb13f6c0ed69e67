package org.backflow.report.page.motion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.backflow.accelerator.array.SteppedProduct;
import org.backflow.report.chart.SvgChart;
import org.backflow.report.text.Phrases;

/** A product on the stepped array as frames. */
final class ProductScene {

  private static final double SIDE = 46;
  private static final double RESULT = 23;
  private static final double TOP = 22;

  private final SteppedProduct product;
  private final int rows;
  private final int columns;
  private final List<MotionScene.Box> boxes = new ArrayList<>();
  private final List<MotionScene.Place> places = new ArrayList<>();

  private ProductScene(SteppedProduct product) {
    this.product = product;
    this.rows = product.array().rows();
    this.columns = product.array().columns();
  }

  /**
   * Returns the scene.
   *
   * @param meaning what is computed, in a sentence
   */
  static MotionScene of(String id, String title, String meaning, SteppedProduct product) {
    return new ProductScene(product).scene(id, title, meaning);
  }

  private MotionScene scene(String id, String title, String meaning) {
    lay();
    List<MotionScene.Frame> frames = new ArrayList<>();
    for (int i = 0; i <= product.cycles().size(); i++) {
      frames.add(frame(i));
    }
    int key = 0;
    for (int i = 0; i < frames.size(); i++) {
      key = frames.get(i).working() > frames.get(key).working() ? i : key;
    }
    double bottom = TOP + (rows + columns) * SIDE;
    List<MotionScene.Label> labels =
        List.of(
            new MotionScene.Label(2, TOP + SIDE * columns - 8, "start", "operands of the rows"),
            new MotionScene.Label(rows * SIDE, 14, "start", "operands of the columns"),
            new MotionScene.Label(SvgChart.WIDTH - 4, TOP + columns * SIDE - 8, "end", "results"));
    return new MotionScene(
        id,
        title,
        meaning + " " + sums(),
        bottom + 70,
        boxes,
        places,
        List.of(),
        labels,
        frames,
        key);
  }

  private void lay() {
    for (int r = 0; r < rows; r++) {
      for (int word = 0; word <= r; word++) {
        waiting((rows - 1 - r + word) * SIDE, TOP + (columns + r) * SIDE);
      }
    }
    for (int c = 0; c < columns; c++) {
      for (int word = 0; word <= c; word++) {
        waiting((rows + c) * SIDE, TOP + (columns - 1 - c + word) * SIDE);
      }
    }
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        double left = (rows + c) * SIDE;
        double top = TOP + (columns + r) * SIDE;
        boxes.add(new MotionScene.Box(left + 1, top + 1, SIDE - 2, SIDE - 2));
        places.add(new MotionScene.Place(left + SIDE / 2, top + 17, "operands"));
        places.add(new MotionScene.Place(left + SIDE / 2, top + 37, "sum"));
      }
    }
    double right =
        (rows + columns) * SIDE + (SvgChart.WIDTH - (rows + columns) * SIDE - columns * RESULT);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        double left = right + c * RESULT;
        double top = TOP + columns * SIDE + r * RESULT;
        boxes.add(new MotionScene.Box(left, top, RESULT - 1, RESULT - 1));
        places.add(new MotionScene.Place(left + RESULT / 2, top + 16, "result"));
      }
    }
  }

  private void waiting(double left, double top) {
    boxes.add(new MotionScene.Box(left + 8, top + 8, SIDE - 16, SIDE - 16));
    places.add(new MotionScene.Place(left + SIDE / 2, top + SIDE / 2 + 5, "operand"));
  }

  /** Returns what there is to see after {@code cycles} cycles: every operand stands once. */
  private MotionScene.Frame frame(int cycles) {
    List<MotionScene.State> states = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    boolean more = cycles < product.cycles().size();
    SteppedProduct.Cycle next = product.cycles().get(more ? cycles : cycles - 1);
    for (List<List<OptionalLong>> side : List.of(next.waitingA(), next.waitingB())) {
      for (List<OptionalLong> lane : side) {
        for (OptionalLong word : lane) {
          boolean there = more && word.isPresent();
          states.add(there ? MotionScene.State.WORD : MotionScene.State.EMPTY);
          texts.add(there ? signed(word.getAsLong()) : "");
        }
      }
    }
    for (int i = 0; i < rows * columns; i++) {
      if (cycles == 0) {
        states.add(MotionScene.State.EMPTY);
        texts.addAll(List.of("", ""));
      } else {
        element(product.cycles().get(cycles - 1).elements().get(i), i, states, texts);
      }
    }
    List<String> results = resultsAfter(cycles);
    for (String result : results) {
      states.add(result.isEmpty() ? MotionScene.State.EMPTY : MotionScene.State.WORD);
      texts.add(result);
    }
    int working = cycles == 0 ? 0 : useful(product.cycles().get(cycles - 1));
    return new MotionScene.Frame(states, texts, working, says(cycles, results));
  }

  private void element(
      SteppedProduct.Element element,
      int index,
      List<MotionScene.State> states,
      List<String> texts) {
    boolean works = element.multiplies() && isUseful(index);
    boolean byZero = element.a() * element.b() == 0;
    states.add(
        works ? byZero ? MotionScene.State.ZERO : MotionScene.State.BUSY : MotionScene.State.IDLE);
    texts.add(works ? signed(element.a()) + "·" + signed(element.b()) : "");
    texts.add(isUseful(index) ? signed(element.sum()) : "");
  }

  /** Elements outside of the result are handed zeros and keep nothing. */
  private boolean isUseful(int index) {
    return index / columns < product.useful().rows()
        && index % columns < product.useful().columns();
  }

  private int useful(SteppedProduct.Cycle cycle) {
    return count(cycle, false);
  }

  private int byZero(SteppedProduct.Cycle cycle) {
    return count(cycle, true);
  }

  private int count(SteppedProduct.Cycle cycle, boolean zeroOnly) {
    return (int)
        IntStream.range(0, rows * columns)
            .filter(this::isUseful)
            .mapToObj(i -> cycle.elements().get(i))
            .filter(SteppedProduct.Element::multiplies)
            .filter(element -> !zeroOnly || element.a() * element.b() == 0)
            .count();
  }

  /** Returns the results that have left after {@code cycles} cycles, row by row. */
  private List<String> resultsAfter(int cycles) {
    String[][] texts = new String[rows][columns];
    for (String[] row : texts) {
      Arrays.fill(row, "");
    }
    int row = 0;
    for (SteppedProduct.Cycle cycle : product.cycles().subList(0, cycles)) {
      if (cycle.results().get(0).isPresent()) {
        for (int c = 0; c < product.useful().columns() && row < product.useful().rows(); c++) {
          texts[row][c] = signed(cycle.results().get(c).getAsLong());
        }
        row++;
      }
    }
    return Arrays.stream(texts).flatMap(Arrays::stream).toList();
  }

  private String says(int cycles, List<String> results) {
    if (cycles == 0) {
      return "Before the first cycle: the first operands are on the ports.";
    }
    SteppedProduct.Cycle cycle = product.cycles().get(cycles - 1);
    int working = useful(cycle);
    int zero = byZero(cycle);
    long left = results.stream().filter(text -> !text.isEmpty()).count();
    String stage =
        working > 0
            ? working
                + " of "
                + rows * columns
                + " multipliers work"
                + (zero > 0 ? ", " + zero + " of them on a zero" : "")
            : cycle.results().get(0).isPresent()
                ? "no multiplier works, a row of results leaves at the top"
                : "no multiplier works, the last products travel";
    return "Cycle %s of %s: %s; %s of %s results have left."
        .formatted(cycles, product.cycles().size(), stage, left, product.useful().elements());
  }

  private String sums() {
    int all = product.cycles().stream().mapToInt(this::useful).sum();
    int zero = product.cycles().stream().mapToInt(this::byZero).sum();
    int slots = rows * columns * product.cycles().size();
    return product.cycles().size()
        + " cycles, "
        + all
        + " multiplications"
        + (zero > 0 ? ", " + zero + " of them by zero" : "")
        + ": the "
        + rows * columns
        + " multipliers are in use for "
        + Phrases.share(all, slots)
        + " of the time.";
  }

  private static String signed(long word) {
    return (word < 0 ? "−" : "") + Math.abs(word);
  }
}
