package org.backflow.report.page.motion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.array.SteppedProduct;
import org.backflow.experiment.ComparisonResult;
import org.backflow.files.Json;
import org.backflow.report.chart.SvgChart;
import org.backflow.report.html.Element;

/**
 * A small array at work, cycle by cycle, as the stepped model of the hardware computes it: the same
 * for every experiment, since an array of the size of a real one cannot be watched.
 */
public final class MotionSection {

  private static final ArrayShape ARRAY = new ArrayShape(4, 4);

  /** Three inputs and the constant one, of four samples. */
  private static final long[][] INPUTS = {{2, 4, 1, 1}, {5, 3, 2, 1}, {1, 2, 4, 1}, {3, 1, 2, 1}};

  private static final long[][] WEIGHTS = {
    {1, -2, 2, 3}, {2, 1, -1, 1}, {-1, 3, 2, -1}, {1, 2, -2, 2}
  };

  /** Of three outputs, of four samples. */
  private static final long[][] ERRORS = {{1, -2, 3}, {-1, 2, 1}, {2, 1, -3}, {-2, 3, 1}};

  private static final long[][] DENSE = {{2, -1, 1, 3}, {1, 2, -2, 1}, {-3, 1, 2, -1}};

  /** The output that each hidden unit listens to. */
  private static final int[] LISTENS = {1, 0, 2, 1};

  private MotionSection() {}

  public static Element of(ComparisonResult result) {
    List<MotionScene> scenes = scenes();
    List<Element> drawings = new ArrayList<>();
    List<Map<String, Object>> trees = new ArrayList<>();
    for (MotionScene scene : scenes) {
      drawings.add(scene.element());
      trees.add(scene.tree());
    }
    return Element.of(
            "section",
            Element.of("h2", "The array in motion"),
            Element.of("p", introduction(result)),
            controls(scenes),
            legend(),
            Element.of("div", drawings).classed("panels scenes"),
            // No less-than sign and no ampersand are in the frames: numbers and our own sentences.
            Element.of("script", Json.compact(Map.of("scenes", trees)))
                .with("type", "application/json")
                .with("id", "motion-frames"))
        .with("id", "motion");
  }

  /** Returns the scenes in the order of a training step. */
  static List<MotionScene> scenes() {
    List<MotionScene> scenes = new ArrayList<>();
    scenes.add(
        ProductScene.of(
            "forward",
            "Forward, four samples",
            "Four samples of three inputs and a constant times the weights of four hidden units."
                + " Operands enter skewed: the array fills from the upper left corner, and only"
                + " when the last sums stand do they leave.",
            SteppedProduct.of(ARRAY, INPUTS, WEIGHTS)));
    scenes.add(
        ProductScene.of(
            "forward-one",
            "Forward, one sample",
            "The same with a minibatch of one sample: one row works, the others wait.",
            SteppedProduct.of(ARRAY, new long[][] {INPUTS[0]}, WEIGHTS)));
    scenes.add(
        ProductScene.of(
            "feedback-dense",
            "Feedback, dense matrix",
            "The errors of three outputs times a dense matrix (the transposed weights of backprop,"
                + " or random ones), for four hidden units.",
            SteppedProduct.of(ARRAY, ERRORS, DENSE)));
    scenes.add(
        ProductScene.of(
            "feedback-one-hot-product",
            "Feedback, one-hot matrix on the array",
            "The same errors times a matrix with a single one in each column: the array multiplies"
                + " by zero or by one, and every sum is one of the errors.",
            SteppedProduct.of(ARRAY, ERRORS, oneHot())));
    scenes.add(
        SelectionScene.of(
            "feedback-one-hot",
            "Feedback, one-hot selection",
            "So no multiplier is needed: the router hands each hidden unit the error that it"
                + " listens to, and the array stays free.",
            ERRORS,
            LISTENS));
    scenes.add(
        ProductScene.of(
            "update",
            "Update",
            "The inputs, transposed, times the errors of the hidden units: the array multiplies and"
                + " adds as often as forward, and no feedback scheme changes that.",
            SteppedProduct.of(ARRAY, transposed(INPUTS), selected())));
    return scenes;
  }

  private static String introduction(ComparisonResult result) {
    return "A 4x4 array with output-stationary dataflow and a network of 3 inputs, 4 hidden units"
        + " and 3 outputs, small enough to watch. Every number comes from the register-by-register"
        + " model that is compared with the RTL; words are whole numbers here. The array of this"
        + " experiment is "
        + result.experiment().hardware().accelerator().array()
        + " and works alike: a fold of K steps takes 2R + C + K − 2 cycles, of which only K feed"
        + " it.";
  }

  /** Returns the controls; the script shows them, since nothing moves without it. */
  private static Element controls(List<MotionScene> scenes) {
    Element choice = Element.of("select").with("id", "motion-scene");
    scenes.forEach(
        scene -> choice.add(Element.of("option", scene.title()).with("value", scene.id())));
    Element speed = Element.of("select").with("id", "motion-speed");
    for (String each : List.of("0.5", "1", "2", "4")) {
      Element option = Element.of("option", each + " per second").with("value", each);
      speed.add(each.equals("1") ? option.with("selected", "selected") : option);
    }
    return Element.of(
            "div",
            Element.of("label", "Scene ", choice),
            Element.of(
                    "div",
                    button("motion-first", "First"),
                    button("motion-back", "Back"),
                    button("motion-play", "Play"),
                    button("motion-forward", "Forward"))
                .classed("buttons"),
            Element.of(
                    "label",
                    "Cycle ",
                    Element.of("input")
                        .with("type", "range")
                        .with("id", "motion-cycle")
                        .with("min", "0")
                        .with("value", "0"))
                .classed("scrubber"),
            Element.of("label", "Cycles ", speed),
            Element.of("p").with("id", "motion-says").with("aria-live", "polite"))
        .classed("controls")
        .with("role", "group")
        .with("aria-label", "Animation of the array")
        .with("hidden", "hidden");
  }

  private static Element legend() {
    return Element.of(
            "ul",
            entry("waits, or has left", MotionScene.State.WORD),
            entry("multiplier works", MotionScene.State.BUSY),
            entry("multiplier works on a zero", MotionScene.State.ZERO),
            entry("multiplier idle", MotionScene.State.IDLE))
        .classed("legend");
  }

  private static Element entry(String meaning, MotionScene.State state) {
    SvgChart swatch = SvgChart.ornament(16, 16);
    swatch.rectangle(1, 1, 14, 14).classed(state.boxClass());
    return Element.of("li", swatch.element(), " ", Element.of("span", meaning));
  }

  private static Element button(String id, String text) {
    return Element.of("button", text).with("type", "button").with("id", id);
  }

  private static long[][] oneHot() {
    long[][] matrix = new long[ERRORS[0].length][LISTENS.length];
    for (int unit = 0; unit < LISTENS.length; unit++) {
      matrix[LISTENS[unit]][unit] = 1;
    }
    return matrix;
  }

  /** The errors of the hidden units, without the derivative. */
  private static long[][] selected() {
    long[][] selected = new long[ERRORS.length][LISTENS.length];
    for (int sample = 0; sample < ERRORS.length; sample++) {
      for (int unit = 0; unit < LISTENS.length; unit++) {
        selected[sample][unit] = ERRORS[sample][LISTENS[unit]];
      }
    }
    return selected;
  }

  private static long[][] transposed(long[][] matrix) {
    long[][] transposed = new long[matrix[0].length][matrix.length];
    for (int r = 0; r < matrix.length; r++) {
      for (int c = 0; c < matrix[0].length; c++) {
        transposed[c][r] = matrix[r][c];
      }
    }
    return transposed;
  }
}
