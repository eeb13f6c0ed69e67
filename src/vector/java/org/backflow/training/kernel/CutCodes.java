package org.backflow.training.kernel;

/**
 * The codes of all pixel values, {@linkplain SplitSum cut} in two: from memory they come into all
 * lanes of a vector at once, while what is computed from them takes several steps.
 */
final class CutCodes {

  private final int[] highs = new int[256];
  private final int[] lows = new int[256];
  private int[] codes = new int[0];
  private int lowBits;

  /** Cuts {@code codes} unless they were cut in the same way last. */
  void cut(int[] codes, SplitSum split) {
    assert split.group() == 0 : "products over pixels are not added whole";
    if (codes == this.codes && split.lowBits() == lowBits) {
      return;
    }
    this.codes = codes;
    this.lowBits = split.lowBits();
    for (int value = 0; value < highs.length; value++) {
      highs[value] = codes[value] >> lowBits;
      lows[value] = codes[value] & split.lowMask();
    }
  }

  int[] highs() {
    return highs;
  }

  int[] lows() {
    return lows;
  }
}
