package org.backflow.configuration;

/** A value as it was written, with the place where it starts. Immutable. */
sealed interface Node permits Scalar, Sequence, Mapping {

  Location location();

  /** Returns what stands here, to complete "'key' is ...". */
  String description();
}
