package org.backflow.training.kernel;

import java.util.Arrays;
import org.backflow.data.NonZeroPixels;

/**
 * Images as the codes of a<sub>0</sub>.
 *
 * @param codes the code of every pixel value, 256 of them
 * @param one the code of 1, the input of the bias
 */
@SuppressWarnings("ArrayRecordComponent") // shared and only read, never compared
public record InputCodes(NonZeroPixels pixels, int[] codes, int one) {

  /** Returns the largest magnitude of any code. */
  public int largest() {
    return Math.max(one, Arrays.stream(codes).map(Math::abs).max().orElseThrow());
  }
}
