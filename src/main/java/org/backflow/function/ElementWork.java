package org.backflow.function;

/**
 * What a function does for an element.
 *
 * @param multiplies multiplications
 * @param adds additions and subtractions
 * @param lookUps reads of a table
 * @param divisions divisions by a word, each a subtraction per bit of the quotient; those are not
 *     among {@code adds}
 */
public record ElementWork(int multiplies, int adds, int lookUps, int divisions) {
  /** Nothing that counts: a shift, a selection by a sign. */
  public static final ElementWork NONE = new ElementWork(0, 0, 0);

  /** Creates work without divisions. */
  public ElementWork(int multiplies, int adds, int lookUps) {
    this(multiplies, adds, lookUps, 0);
  }
}
