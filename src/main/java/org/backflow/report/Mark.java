package org.backflow.report;

/** What a cell of a table stands out by. */
enum Mark {
  /** Nothing. */
  NONE,
  /** It is the best of its row, or passed. */
  GOOD,
  /** It failed, or is worse than it was. */
  BAD
}
