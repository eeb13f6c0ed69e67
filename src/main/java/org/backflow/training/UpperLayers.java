package org.backflow.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One network from its first hidden layer upwards, whatever its arithmetic. */
interface UpperLayers {

  /** Makes the stored feedback matrices {@code scale} times what was drawn. */
  void scaleFeedback(double scale);

  /** Computes layers 2 to L from the activations of layer 1. */
  void forward(int samples);

  /** Returns the class of the largest output of {@code sample}, the lowest among equals. */
  int predicted(int sample);

  /** Returns the loss since the last call and starts again from zero. */
  double takeLoss();

  /** Returns element {@code index} of W<sub>layer</sub>, row-major, as a value; layer &gt; 1. */
  double weight(int layer, int index);

  /** Returns a<sub>layer</sub> of {@code unit} for the first sample, as a value. */
  double activation(int layer, int unit);

  /**
   * Returns element {@code index} of the stored F<sub>layer</sub>, row-major and scaled for the
   * epoch, as a value; of schemes that store one.
   */
  double storedFeedback(int layer, int index);

  /** Writes weights and random registers of layers 2 to L. */
  void save(DataOutput out) throws IOException;

  /** Takes what {@link #save} wrote. */
  void restore(DataInput in) throws IOException;
}
