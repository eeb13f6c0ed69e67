package org.backflow.training;

import org.backflow.training.kernel.FloatKernels;
import org.backflow.training.kernel.Lanes;

/**
 * What is computed of layer 1 for all networks at once: one row per sample, the units of all
 * networks side by side in padded lanes. The networks read the activations and write the errors.
 *
 * @param lanes the padded length of a row
 * @param errors one block longer than the rows: the networks write whole vectors
 */
@SuppressWarnings("ArrayRecordComponent") // shared by the networks of a run, never compared
record FloatFirstLayer(
    FloatKernels kernels, int lanes, float[] activations, float[] errors, float[] deltas) {

  static FloatFirstLayer of(FloatKernels kernels, int lanes, int samples) {
    int values = lanes * samples;
    return new FloatFirstLayer(
        kernels, lanes, new float[values], new float[values + Lanes.MULTIPLE], new float[values]);
  }
}
