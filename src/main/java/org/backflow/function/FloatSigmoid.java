package org.backflow.function;

/**
 * The logistic function in single precision, as a stated sequence of float operations. Every one is
 * an IEEE 754 multiplication, addition or division, and none is fused. A loop, vector lanes of any
 * width and every virtual machine therefore give the same bits.
 *
 * <p>Let y be -z limited to +-{@value #LIMIT}, n the integer nearest to y / ln 2, and r = y - n ln
 * 2. The function is 1 / (1 + 2<sup>n</sup> e<sup>r</sup>), where e<sup>r</sup> is the polynomial
 * of degree 7 of Cephes (S. Moshier, {@code expf}).
 */
public final class FloatSigmoid {

  /** Beyond it the result is what it is there: 1, or less than 2<sup>-125</sup>. */
  public static final float LIMIT = 87.0f;

  /** 1 / ln 2. */
  public static final float INVERSE_LN_2 = 1.442695f;

  /** 1.5 x 2<sup>23</sup>: added, it leaves the nearest integer in the low bits of a float. */
  public static final float TO_INTEGER = 12_582_912.0f;

  /** The leading bits of ln 2, so few that their product with n is exact. */
  public static final float LN_2_HIGH = 0.6933594f;

  /** ln 2 - {@link #LN_2_HIGH}. */
  public static final float LN_2_LOW = -2.1219444e-4f;

  /** The factor of r<sup>7</sup>. */
  public static final float C7 = 0.00019875693f;

  /** The factor of r<sup>6</sup>. */
  public static final float C6 = 0.0013981999f;

  /** The factor of r<sup>5</sup>. */
  public static final float C5 = 0.008333452f;

  /** The factor of r<sup>4</sup>. */
  public static final float C4 = 0.041665796f;

  /** The factor of r<sup>3</sup>. */
  public static final float C3 = 0.16666666f;

  /** The factor of r<sup>2</sup>. */
  public static final float C2 = 0.5f;

  /** Where the exponent starts in a float. */
  public static final int EXPONENT_SHIFT = 23;

  /** The bits of 1.0f: a float with exponent 0. */
  public static final int ONE_BITS = 0x3F80_0000;

  private FloatSigmoid() {}

  /** Returns 1 / (1 + exp(-z)), within 1.2e-7 of the exact value. */
  public static float of(float z) {
    float y = Math.max(-LIMIT, Math.min(LIMIT, -z));
    float shifted = y * INVERSE_LN_2 + TO_INTEGER;
    float n = shifted - TO_INTEGER;
    float r = y - n * LN_2_HIGH - n * LN_2_LOW;
    float p = ((((C7 * r + C6) * r + C5) * r + C4) * r + C3) * r + C2;
    float e = p * (r * r) + r + 1.0f;
    int exponent = Float.floatToRawIntBits(shifted) << EXPONENT_SHIFT;
    return 1.0f / (1.0f + e * Float.intBitsToFloat(exponent + ONE_BITS));
  }
}
