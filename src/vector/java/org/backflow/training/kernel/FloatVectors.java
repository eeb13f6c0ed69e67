package org.backflow.training.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Values in vectors. */
public final class FloatVectors {

  static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > Lanes.MULTIPLE
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  static final int WIDTH = FLOATS.length();

  private FloatVectors() {}

  static FloatVector load(float[] values, int from) {
    return FloatVector.fromArray(FLOATS, values, from);
  }

  static void add(float[] values, int from, FloatVector step) {
    load(values, from).add(step).intoArray(values, from);
  }
}
