package org.backflow.foreign.scalesim;

import java.util.ArrayList;
import java.util.List;

/** Collects how a topology file was read where that is not all that stands in it. */
final class TopologyRemarks {

  private static final int MOST_SHOWN = 8;

  private final String path;
  private final List<String> ofHeader = new ArrayList<>();
  private final List<String> sections = new ArrayList<>();
  private final List<String> strides = new ArrayList<>();
  private final List<String> beside = new ArrayList<>();

  /**
   * Creates the collector.
   *
   * @param path what remarks call the file
   */
  TopologyRemarks(String path) {
    this.path = path;
  }

  /** Adds what is said of the columns. */
  void addOfHeader(int line, int column, String sentence) {
    ofHeader.add(line + ":" + column + ": " + sentence);
  }

  /** Adds a row that holds a name and nothing else. */
  void addSection(int line, String name) {
    sections.add(name + " (line " + line + ")");
  }

  /** Adds a cell behind the last column that was taken as the stride across. */
  void addStrideAcross(int line, String layer, String stride) {
    strides.add(stride + " of " + layer + " (line " + line + ")");
  }

  /** Adds a row with cells that stand apart from the table. */
  void addBeside(int line) {
    beside.add("line " + line);
  }

  /** Returns all of them, one for each kind, the header's first. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    ofHeader.forEach(remark -> all.add(path + ":" + remark));
    add(all, "rows that only name a section are passed over", sections);
    add(
        all,
        "cells without a header behind 'Strides' are taken as strides across, as SCALE-Sim does",
        strides);
    add(all, "cells beside the table are without effect", beside);
    return all;
  }

  private void add(List<String> all, String sentence, List<String> places) {
    if (!places.isEmpty()) {
      int hidden = places.size() - MOST_SHOWN;
      all.add(
          path
              + ": "
              + sentence
              + ": "
              + String.join(", ", places.subList(0, Math.min(MOST_SHOWN, places.size())))
              + (hidden > 0 ? " and " + hidden + " more" : ""));
    }
  }
}
