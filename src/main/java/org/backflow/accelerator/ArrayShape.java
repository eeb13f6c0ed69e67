package org.backflow.accelerator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of processing elements.
 *
 * @param rows R, 1 to {@value #MAX_SIDE}
 * @param columns C, 1 to {@value #MAX_SIDE}
 */
public record ArrayShape(int rows, int columns) {

  /** The longest side that is accepted. */
  public static final int MAX_SIDE = 65_536;

  private static final Pattern NOTATION = Pattern.compile("(\\d{1,6})\\s*[xX]\\s*(\\d{1,6})");

  /** Checks the sides. */
  public ArrayShape {
    if (rows < 1 || rows > MAX_SIDE || columns < 1 || columns > MAX_SIDE) {
      throw new IllegalArgumentException(
          "an array of " + rows + " x " + columns + "; expected sides from 1 to " + MAX_SIDE);
    }
  }

  /**
   * Reads {@code 16x16}, rows first.
   *
   * @throws IllegalArgumentException when the text is not two numbers joined by x
   */
  public static ArrayShape parse(String text) {
    Matcher matcher = NOTATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an array; expected rows x columns, as in 16x16");
    }
    return new ArrayShape(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Returns R C. */
  public long elements() {
    return (long) rows * columns;
  }

  @Override
  public String toString() {
    return rows + "x" + columns;
  }
}
