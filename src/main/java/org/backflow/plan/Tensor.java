package org.backflow.plan;

import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.TensorName;

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

  /** Returns z<sub>layer</sub>, the address of a table. */
  public static Tensor preactivation(int layer) {
    return new Tensor(Role.PREACTIVATION, layer);
  }

  /** Returns z<sub>layer</sub>, where no table is looked up. */
  public static Tensor sum(int layer) {
    return new Tensor(Role.SUM, layer);
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

  /** Returns the format of its words. */
  public FixedPointFormat format(FixedPointArithmetic arithmetic) {
    return arithmetic.format(role, layer);
  }

  /** Returns how an accumulator becomes a word of it. */
  public Quantization quantization(FixedPointArithmetic arithmetic) {
    return arithmetic.quantization(role, layer);
  }

  /** Returns what it is called where formats are stated. */
  public TensorName name() {
    return new TensorName(role, layer);
  }

  @Override
  public String toString() {
    return name().toString();
  }
}
