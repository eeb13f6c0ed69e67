package org.backflow.layer;

/** A layer, or the loss after it, does not fit what comes before. */
public final class LayerMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int layer;

  LayerMismatchException(int layer, String message) {
    super(message);
    this.layer = layer;
  }

  LayerMismatchException(int layer, String message, Throwable cause) {
    super(message, cause);
    this.layer = layer;
  }

  /** Returns the number of the layer; the first layer is 1. */
  public int layer() {
    return layer;
  }
}
