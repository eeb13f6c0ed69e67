package org.backflow.plan;

import org.backflow.fixedpoint.Role;

/**
 * A tensor of the step: a role in a layer. Layer 0 is the input; {@code FEEDBACK} of layer l is
 * F<sub>l</sub>, which carries the error from layer l+1 to layer l.
 */
public record Tensor(Role role, int layer) {

  /** Returns a<sub>layer</sub>: the input for layer 0. */
  public static Tensor activation(int layer) {
    return new Tensor(layer == 0 ? Role.INPUT : Role.ACTIVATION, layer);
  }

  /** Returns W<sub>layer</sub>. */
  public static Tensor weight(int layer) {
    return new Tensor(Role.WEIGHT, layer);
  }

  /** Returns z<sub>layer</sub>. */
  public static Tensor preactivation(int layer) {
    return new Tensor(Role.PREACTIVATION, layer);
  }

  /** Returns delta<sub>layer</sub>. */
  public static Tensor delta(int layer) {
    return new Tensor(Role.DELTA, layer);
  }

  /** Returns e<sub>layer</sub>. */
  public static Tensor error(int layer) {
    return new Tensor(Role.ERROR, layer);
  }

  /** Returns the stored F<sub>layer</sub>. */
  public static Tensor feedback(int layer) {
    return new Tensor(Role.FEEDBACK, layer);
  }

  /** Returns eta delta<sub>layer</sub>. */
  public static Tensor gradient(int layer) {
    return new Tensor(Role.GRADIENT, layer);
  }

  /** Returns t, the targets of output layer {@code layer}. */
  public static Tensor target(int layer) {
    return new Tensor(Role.TARGET, layer);
  }

  @Override
  public String toString() {
    return role.label() + "." + layer;
  }
}
