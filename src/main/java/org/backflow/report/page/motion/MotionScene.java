package org.backflow.report.page.motion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.backflow.report.chart.SvgChart;
import org.backflow.report.html.Element;

/**
 * A drawing that changes with the clock. The page holds its key frame; the script writes the texts
 * and states of another frame into the same places.
 *
 * @param id unique in the page
 * @param title of the drawing
 * @param summary what the whole of it comes to
 * @param height of the drawing
 * @param boxes what has a state
 * @param places where texts stand
 * @param frames at least one; the first is the state before the first cycle
 * @param key the index of the frame that the page shows by itself
 */
record MotionScene(
    String id,
    String title,
    String summary,
    double height,
    List<Box> boxes,
    List<Place> places,
    List<Link> links,
    List<Label> labels,
    List<Frame> frames,
    int key) {

  /** What a box shows by its colour. */
  enum State {
    /** Nothing is there. */
    EMPTY,
    /** A word waits or has arrived. */
    WORD,
    /** A multiplier works. */
    BUSY,
    /** A multiplier works, but on a zero. */
    ZERO,
    /** An element that keeps its sum and does nothing. */
    IDLE;

    String boxClass() {
      return "cell " + name().toLowerCase(Locale.ROOT);
    }

    private char code() {
      return Character.toLowerCase(name().charAt(0));
    }
  }

  /** A rectangle with a state. */
  record Box(double left, double top, double width, double height) {}

  /** Where a text stands, centred, and of what kind it is. */
  record Place(double x, double y, String kind) {}

  /** A line between boxes that never changes. */
  record Link(double x1, double y1, double x2, double y2) {}

  /** A text that never changes. */
  record Label(double x, double y, String anchor, String text) {}

  /**
   * What there is to see after a cycle.
   *
   * @param states of the boxes, in their order
   * @param texts of the places, in their order
   * @param working how many multipliers work
   * @param says the same in words
   */
  record Frame(List<State> states, List<String> texts, int working, String says) {}

  /** Returns the scene with its key frame. */
  Element element() {
    Frame frame = frames.get(key);
    SvgChart chart = new SvgChart("scene-" + id, title, summary + " " + frame.says(), height);
    links.forEach(link -> chart.line(link.x1, link.y1, link.x2, link.y2).classed("link"));
    labels.forEach(label -> chart.text(label.x, label.y, label.anchor, label.text).classed("unit"));
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      chart
          .rectangle(box.left, box.top, box.width, box.height)
          .classed(frame.states.get(i).boxClass());
    }
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      chart.text(place.x, place.y, "middle", frame.texts.get(i)).classed("slot " + place.kind);
    }
    bars(chart);
    return Element.of(
            "div",
            Element.of("h3", title),
            Element.of("p", summary),
            chart.element(),
            Element.of("p", frame.says).classed("says"))
        .classed("panel scene")
        .with("data-scene", id);
  }

  /** Draws a bar per cycle, as high as multipliers work in it; the frame shown is marked. */
  private void bars(SvgChart chart) {
    double most = frames.stream().mapToInt(Frame::working).max().orElseThrow();
    double width = Math.min(26.0, (SvgChart.WIDTH - 20.0) / frames.size());
    double bottom = height - 22;
    for (int i = 0; i < frames.size(); i++) {
      int working = frames.get(i).working();
      double tall = most == 0 ? 0 : 30 * working / most;
      chart
          .rectangle(10 + i * width + 1, bottom - tall - 2, width - 2, tall + 2)
          .classed(i == key ? "beat now" : "beat");
    }
    chart
        .text(10, height - 6, "start", "working multipliers, cycle by cycle, at most " + (int) most)
        .classed("unit");
  }

  /** Returns the frames for the script: a letter per box and texts with a bar between them. */
  Map<String, Object> tree() {
    List<Object> compact = new ArrayList<>();
    for (Frame frame : frames) {
      StringBuilder states = new StringBuilder();
      frame.states.forEach(state -> states.append(state.code()));
      compact.add(List.of(states.toString(), String.join("|", frame.texts), frame.says));
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", id);
    tree.put("title", title);
    tree.put("key", key);
    tree.put("frames", compact);
    return tree;
  }
}
