package org.backflow.function;

/**
 * What a layer applies to its sums, element by element: a function, and how an error passes back
 * through it. One file each.
 */
public interface Activation {

  /** Returns the name as it is written in experiments: {@code logistic}. */
  String name();

  /** Returns a = f(z). */
  ElementFunction function();

  /** Returns e f'(z) as a function of e and a. */
  Slope slope();
}
