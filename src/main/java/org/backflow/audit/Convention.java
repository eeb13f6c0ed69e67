package org.backflow.audit;

/**
 * What is counted.
 *
 * @param name as in files: {@code macs}, {@code energy, horowitz-45nm}
 * @param unit what it is counted in
 * @param meaning what counts, in half a sentence
 */
public record Convention(String name, String unit, String meaning) {

  static final Convention MACS =
      new Convention("macs", "multiply-accumulates", "multiply-accumulates of products");

  static final Convention OPERATIONS =
      new Convention(
          "operations",
          "operations",
          "a multiply-accumulate counts as two, an addition, a selection or a look-up as one");

  static final Convention MULTIPLIES =
      new Convention("multiplies", "multiplications", "multiplications, wherever they are");

  static final Convention WORDS =
      new Convention(
          "words", "words", "words of W, B or the selection read from the memory of this array");

  static final Convention BITS = new Convention("bits", "bits", "the bits of those words");

  static final Convention STORAGE =
      new Convention(
          "storage", "bits", "bits held of what is read: W for backprop, B, or the selection");

  static final Convention CYCLES =
      new Convention("cycles", "clock cycles", "clock cycles of this accelerator");

  static Convention energy(String table) {
    return new Convention("energy, " + table, "picojoules", "energy by table " + table);
  }
}
