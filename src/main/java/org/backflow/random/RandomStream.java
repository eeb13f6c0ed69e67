package org.backflow.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.backflow.files.Sha256;

/**
 * A random stream that is fully determined by its name: seed, purpose and indices.
 *
 * <p>The name is the text {@code seed/purpose/index/index...}, the numbers in decimal, for example
 * {@code 42/weights/0/1}. The eight big-endian 32-bit words of the SHA-256 of its ASCII bytes seed
 * WELL19937c (F. Panneton, P. L'Ecuyer and M. Matsumoto, "Improved long-period generators based on
 * linear recurrences modulo 2", ACM TOMS 32(1), 2006) as implemented by commons-math3, which is
 * integer arithmetic only and computes its logarithms and cosines itself: the same name gives the
 * same bits on every Java runtime.
 *
 * <p>A stream is mutable and belongs to one thread. Threads that share work take a stream each,
 * told apart by an index.
 */
public final class RandomStream {
  private static final Pattern PURPOSE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private final String name;
  private final RandomGenerator generator;

  private RandomStream(String name) {
    this.name = name;
    this.generator = new Well19937c(seedWords(name));
  }

  /**
   * {@return the stream of this name, at its beginning}
   *
   * @param seed the seed of the experiment, any value
   * @param purpose what the numbers are for: lower-case words of letters and digits joined by
   *     hyphens, such as {@code split} or {@code feedback-weights}
   * @param indices what tells streams of one purpose apart, such as the run or the layer
   * @throws IllegalArgumentException if the purpose is not written as above
   */
  public static RandomStream of(long seed, String purpose, long... indices) {
    if (!PURPOSE.matcher(purpose).matches()) {
      throw new IllegalArgumentException(
          "purpose of a random stream: found '"
              + purpose
              + "', expected lower-case words of letters and digits joined by hyphens");
    }
    StringBuilder name = new StringBuilder().append(seed).append('/').append(purpose);
    for (long index : indices) {
      name.append('/').append(index);
    }
    return new RandomStream(name.toString());
  }

  /** {@return {@code seed/purpose/index/index...}, which is what to print to draw it again} */
  public String name() {
    return name;
  }

  /** {@return the next 64 uniformly distributed bits} */
  public long nextLong() {
    return generator.nextLong();
  }

  /** {@return the next uniform number of [0, 1), a multiple of 2^-52} */
  public double nextDouble() {
    return generator.nextDouble();
  }

  /** {@return the next normally distributed number of mean 0 and standard deviation 1} */
  public double nextGaussian() {
    return generator.nextGaussian();
  }

  /**
   * {@return the next integer of 0 to {@code bound - 1}, all equally likely}
   *
   * @param bound one more than the largest integer wanted
   * @throws IllegalArgumentException if the bound is not positive
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound: found " + bound + ", expected at least 1");
    }
    return generator.nextInt(bound);
  }

  /**
   * Permutes the array in place, all orders equally likely, by the Fisher-Yates algorithm: for i
   * from {@code length - 1} down to 1, element i is swapped with element {@code nextInt(i + 1)}.
   *
   * @param elements what to permute; the caller owns it
   */
  public void shuffle(int[] elements) {
    for (int i = elements.length - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int swapped = elements[i];
      elements[i] = elements[j];
      elements[j] = swapped;
    }
  }

  /** {@return {@link #name()}} */
  @Override
  public String toString() {
    return name;
  }

  private static int[] seedWords(String name) {
    byte[] digest = Sha256.of(name.getBytes(StandardCharsets.US_ASCII));
    int[] words = new int[digest.length / Integer.BYTES];
    ByteBuffer.wrap(digest).asIntBuffer().get(words);
    return words;
  }
}
