package org.backflow.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Some points of another space. */
final class SampledSpace implements Space {
  private final Space whole;
  private final long[] positions;

  /**
   * Chooses points.
   *
   * @param positions in {@code whole}
   */
  SampledSpace(Space whole, long[] positions) {
    this.whole = whole;
    this.positions = positions.clone();
  }

  @Override
  public List<Column> columns() {
    return whole.columns();
  }

  @Override
  public List<String> description() {
    List<String> description = new ArrayList<>(whole.description());
    description.add(Arrays.toString(positions));
    return description;
  }

  @Override
  public long size() {
    return positions.length;
  }

  @Override
  public int[] levels(long position) {
    return whole.levels(positions[(int) position]);
  }

  @Override
  public Point point(long position, int index) {
    return whole.point(positions[(int) position], index);
  }
}
