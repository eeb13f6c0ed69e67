package org.backflow.network;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The widths n<sub>0</sub>, ..., n<sub>L</sub> of a multilayer perceptron of any depth L.
 *
 * <p>W<sub>l</sub>, l = 1..L, has n<sub>l-1</sub> + 1 rows, the last of which is the bias, and
 * n<sub>l</sub> columns.
 *
 * @param widths inputs, hidden layers and outputs, at least two widths
 */
public record NetworkShape(List<Integer> widths) {

  /** The widest layer that is accepted. */
  public static final int MAX_WIDTH = 1_000_000;

  private static final Pattern NOTATION = Pattern.compile("\\d{1,7}(-\\d{1,7})+");

  /** Checks the widths and copies the list. */
  public NetworkShape {
    widths = List.copyOf(widths);
    if (widths.size() < 2) {
      throw new IllegalArgumentException(
          "a network has at least two widths, inputs and outputs; found " + widths);
    }
    for (int width : widths) {
      if (width < 1 || width > MAX_WIDTH) {
        throw new IllegalArgumentException(
            "width " + width + " of a layer; expected 1 to " + MAX_WIDTH);
      }
    }
  }

  /** Returns the shape with these widths. */
  public static NetworkShape of(Integer... widths) {
    return new NetworkShape(List.of(widths));
  }

  /**
   * Reads {@code 784-20-10}.
   *
   * @throws IllegalArgumentException when the text is not widths joined by hyphens
   */
  public static NetworkShape parse(String text) {
    if (!NOTATION.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a network; expected widths joined by hyphens, as in 784-20-10");
    }
    return new NetworkShape(
        Pattern.compile("-").splitAsStream(text).map(Integer::valueOf).toList());
  }

  /** Returns L, the number of weight layers. */
  public int layers() {
    return widths.size() - 1;
  }

  /** Returns n<sub>l</sub>; layer 0 is the input. */
  public int width(int layer) {
    return widths.get(layer);
  }

  /** Returns n<sub>0</sub>. */
  public int inputs() {
    return widths.get(0);
  }

  /** Returns n<sub>L</sub>. */
  public int outputs() {
    return widths.get(layers());
  }

  /** Returns n<sub>l-1</sub> + 1, the rows of W<sub>l</sub> with the bias. */
  public int weightRows(int layer) {
    return widths.get(layer - 1) + 1;
  }

  @Override
  public String toString() {
    return widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }
}
