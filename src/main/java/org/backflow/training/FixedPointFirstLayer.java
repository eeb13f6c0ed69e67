package org.backflow.training;

import org.backflow.fixedpoint.RandomBits;
import org.backflow.training.kernel.FixedPointKernels;
import org.backflow.training.kernel.Lanes;

/**
 * What is computed of layer 1 for all networks at once: one row per sample, the units of all
 * networks side by side in padded lanes. The networks read the activations and write the errors.
 *
 * @param lanes the padded length of a row
 * @param errors one block longer than the rows: the networks write whole vectors
 * @param random one register per lane
 */
@SuppressWarnings("ArrayRecordComponent") // shared by the networks of a run, never compared
record FixedPointFirstLayer(
    FixedPointKernels kernels,
    int lanes,
    RandomBits random,
    int[] activations,
    int[] errors,
    int[] deltas) {

  static FixedPointFirstLayer of(
      FixedPointKernels kernels, int lanes, int samples, RandomBits random) {
    int words = lanes * samples;
    return new FixedPointFirstLayer(
        kernels, lanes, random, new int[words], new int[words + Lanes.MULTIPLE], new int[words]);
  }
}
