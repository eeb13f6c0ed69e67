package org.backflow.function;

/**
 * What a function does for an element.
 *
 * @param multiplies multiplications
 * @param adds additions and subtractions
 * @param lookUps reads of a table
 */
public record ElementWork(int multiplies, int adds, int lookUps) {
  /** Nothing that counts: a shift, a selection by a sign. */
  public static final ElementWork NONE = new ElementWork(0, 0, 0);
}
