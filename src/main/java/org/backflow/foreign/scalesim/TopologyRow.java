package org.backflow.foreign.scalesim;

import java.util.List;

/**
 * A row of a topology file, and where its cells stand.
 *
 * @param line from 1
 * @param text the line as it was written
 * @param cells as they were written, spaces included
 */
record TopologyRow(int line, String text, List<String> cells) {

  TopologyRow {
    cells = List.copyOf(cells);
  }

  /** Returns the column, from 1, in which the content of a cell begins, or the line ends. */
  int column(int position) {
    int start = 0;
    int separators = 0;
    boolean quoted = false;
    while (start < text.length() && separators < position) {
      char character = text.charAt(start);
      if (character == '"') {
        quoted = !quoted;
      } else if (character == ',' && !quoted) {
        separators++;
      }
      start++;
    }
    while (start < text.length() && " \t".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return text.codePointCount(0, start) + 1;
  }

  /** Returns whether the row holds a name and nothing else: the title of the rows below. */
  boolean onlyNames() {
    return !cells.get(0).isBlank() && cells.stream().skip(1).allMatch(String::isBlank);
  }

  /** Returns whether the row says nothing: no cell has content, or it is a comment. */
  boolean isEmpty() {
    return cells.stream().allMatch(String::isBlank) || cells.get(0).strip().startsWith("#");
  }
}
