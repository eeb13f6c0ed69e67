package org.backflow.report.text;

/** What a cell of a table stands out by. */
public enum Mark {
  /** Nothing. */
  NONE,
  /** It is the best of its row, or passed. */
  GOOD,
  /** It failed, or is worse than it was. */
  BAD
}
