package org.backflow.sweep;

import java.util.List;

/** The points that there are, in their order. */
interface Space {

  /** The most points of a sweep: each is remembered by where its line is. */
  int MOST_POINTS = 20_000_000;

  /** Returns the columns of the settings. */
  List<Column> columns();

  /** Returns what tells the space from others. */
  List<String> description();

  /** Returns how many points there are. */
  long size();

  /** Returns which value each setting has at {@code position}, as a number, by setting column. */
  int[] levels(long position);

  /** Returns the point at {@code position}, numbered {@code index}. */
  Point point(long position, int index);
}
