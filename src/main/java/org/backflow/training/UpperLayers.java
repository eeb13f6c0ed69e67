package org.backflow.training;

/** The networks of a run from their first hidden layers upwards, whatever their arithmetic. */
interface UpperLayers {

  /** Makes the stored feedback matrices of {@code network} {@code scale} times what was drawn. */
  void scaleFeedback(int network, double scale);

  /** Computes layers 2 to L from the activations of layer 1. */
  void forward(int samples);

  /** Returns the class of the largest output of {@code sample}, the lowest among equals. */
  int predicted(int network, int sample);

  /** Returns the loss of every network since the last call and starts again from zero. */
  double[] takeLoss();

  /** Returns element {@code index} of W<sub>layer</sub>, row-major, as a value; layer &gt; 1. */
  double weight(int network, int layer, int index);

  /** Returns a<sub>layer</sub> of {@code unit} for the first sample, as a value. */
  double activation(int network, int layer, int unit);

  /**
   * Returns element {@code index} of the stored F<sub>layer</sub>, row-major and scaled for the
   * epoch, as a value; of schemes that store one.
   */
  double storedFeedback(int network, int layer, int index);

  /** Sets element {@code index} of W<sub>layer</sub>, row-major; layer &gt; 1. */
  void setWeight(int network, int layer, int index, double value);

  /** Returns where the units of {@code network} begin among those of {@code layer}. */
  int firstUnit(int layer, int network);

  /** Carries all weights over to the feedback paths that read them, once they are set. */
  void transport();
}
