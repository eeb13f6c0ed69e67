package org.backflow.figure;

/** Which end of a figure is better. */
public enum Goal {
  /** Less is better. */
  LESS,
  /** More is better. */
  MORE,
  /** Neither. */
  NONE
}
