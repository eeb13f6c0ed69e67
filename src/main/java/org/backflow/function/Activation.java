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

  /** Returns whether a table is looked up, whose address z is then. */
  default boolean isLookUp() {
    return function().work().lookUps() > 0;
  }

  /** Returns e f'(z) as a function of e and a. */
  Slope slope();
}
