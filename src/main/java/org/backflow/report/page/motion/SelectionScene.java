package org.backflow.report.page.motion;

import java.util.ArrayList;
import java.util.List;
import org.backflow.report.chart.SvgChart;

/**
 * The selection of one-hot feedback in the router as frames: in every cycle the errors of one
 * sample are handed out, each unit taking the one that it listens to; one more cycle passes the
 * last of them through the register behind it.
 */
final class SelectionScene {

  private static final double SIDE = 54;
  private static final double LEFT = 40;
  private static final double ERRORS = 48;
  private static final double UNITS = 190;
  private static final double RESULT = 26;

  private final long[][] errors;
  private final int[] listens;
  private final List<MotionScene.Box> boxes = new ArrayList<>();
  private final List<MotionScene.Place> places = new ArrayList<>();
  private final List<MotionScene.Link> links = new ArrayList<>();

  private SelectionScene(long[][] errors, int[] listens) {
    this.errors = errors;
    this.listens = listens;
  }

  /**
   * Returns the scene.
   *
   * @param errors a row per sample, a word per output
   * @param listens the output that each hidden unit listens to; no more units than lanes
   */
  static MotionScene of(String id, String title, String meaning, long[][] errors, int[] listens) {
    return new SelectionScene(errors, listens).scene(id, title, meaning);
  }

  private MotionScene scene(String id, String title, String meaning) {
    lay();
    List<MotionScene.Frame> frames = new ArrayList<>();
    for (int cycles = 0; cycles <= errors.length + 1; cycles++) {
      frames.add(frame(cycles));
    }
    List<MotionScene.Label> labels =
        List.of(
            new MotionScene.Label(LEFT, ERRORS - 10, "start", "errors of the outputs, one sample"),
            new MotionScene.Label(LEFT, UNITS + SIDE + 18, "start", "hidden units, one lane each"),
            new MotionScene.Label(SvgChart.WIDTH - 4, ERRORS - 10, "end", "results"));
    String sums =
        errors.length
            + 1
            + " cycles, no multiplication: a lane is a choice among "
            + errors[0].length
            + " words.";
    return new MotionScene(
        id,
        title,
        meaning + " " + sums,
        UNITS + SIDE + 90,
        boxes,
        places,
        links,
        labels,
        frames,
        2);
  }

  private void lay() {
    for (int output = 0; output < errors[0].length; output++) {
      box(LEFT + output * (SIDE + 20), ERRORS, SIDE);
    }
    for (int unit = 0; unit < listens.length; unit++) {
      double x = LEFT + unit * (SIDE + 12);
      links.add(
          new MotionScene.Link(
              LEFT + listens[unit] * (SIDE + 20) + SIDE / 2, ERRORS + SIDE, x + SIDE / 2, UNITS));
      box(x, UNITS, SIDE);
    }
    double right = SvgChart.WIDTH - listens.length * RESULT - 4;
    for (int sample = 0; sample < errors.length; sample++) {
      for (int unit = 0; unit < listens.length; unit++) {
        double x = right + unit * RESULT;
        double y = ERRORS + sample * RESULT;
        boxes.add(new MotionScene.Box(x, y, RESULT - 1, RESULT - 1));
        places.add(new MotionScene.Place(x + RESULT / 2, y + 18, "result"));
      }
    }
  }

  private void box(double left, double top, double side) {
    boxes.add(new MotionScene.Box(left, top, side, side));
    places.add(new MotionScene.Place(left + side / 2, top + side / 2 + 6, "sum"));
  }

  private MotionScene.Frame frame(int cycles) {
    List<MotionScene.State> states = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    boolean waiting = cycles < errors.length;
    for (int output = 0; output < errors[0].length; output++) {
      add(states, texts, waiting, waiting ? errors[cycles][output] : 0);
    }
    boolean taken = cycles > 0 && cycles <= errors.length;
    for (int output : listens) {
      add(states, texts, taken, taken ? errors[cycles - 1][output] : 0);
    }
    for (int sample = 0; sample < errors.length; sample++) {
      for (int output : listens) {
        add(states, texts, sample < cycles - 1, errors[sample][output]);
      }
    }
    int total = errors.length + 1;
    String says =
        cycles == 0
            ? "Before the first cycle: the errors of the first sample are on the ports."
            : "Cycle "
                + cycles
                + " of "
                + total
                + ": "
                + (taken
                    ? "every unit takes the error that it listens to, of sample " + cycles
                    : "the last errors leave the register")
                + "; 0 multipliers work; "
                + Math.max(0, cycles - 1) * listens.length
                + " of "
                + errors.length * listens.length
                + " results have left.";
    return new MotionScene.Frame(states, texts, 0, says);
  }

  private static void add(
      List<MotionScene.State> states, List<String> texts, boolean there, long word) {
    states.add(there ? MotionScene.State.WORD : MotionScene.State.EMPTY);
    texts.add(there ? (word < 0 ? "−" : "") + Math.abs(word) : "");
  }
}
