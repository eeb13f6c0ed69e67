package org.backflow.configuration.tree;

import org.jspecify.annotations.Nullable;

/** A value as it was written, with the place where it starts. Immutable. */
public sealed interface Node permits Scalar, Sequence, Mapping {

  Location location();

  /** Returns what stands here, to complete "'key' is ...". */
  String description();

  /** Returns what stands here as a map, a list, a text, a number, a truth value, or null. */
  @Nullable Object value();
}
