package org.backflow.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.backflow.random.RandomStream;

/**
 * Which images of a data set train and which test, as indices into it. No image does both, so a
 * test never sees what was learned by heart. The arrays are handed out without a copy: callers only
 * read them.
 */
public final class Split {
  private final int[] train;
  private final int[] test;

  private Split(int[] train, int[] test) {
    this.train = train;
    this.test = test;
  }

  /**
   * {@return the split that the publishers of the data made: the training file trains, in its
   * order, and the test file tests}
   *
   * @param data the data set to split
   */
  public static Split official(DataSet data) {
    int trainCount = data.officialTrainCount();
    return new Split(
        IntStream.range(0, trainCount).toArray(),
        IntStream.range(trainCount, data.count()).toArray());
  }

  /**
   * {@return a random split of all images, whichever file they came from} The indices 0 to {@code
   * count - 1} are shuffled once; the first {@code trainCount} train, in that order, and the next
   * {@code testCount} test. What is left over is not used.
   *
   * @param data the data set to split
   * @param trainCount number of training images, at least 1
   * @param testCount number of test images, at least 1
   * @param stream where the order comes from: one stream per run
   * @throws InvalidDataException if the data set has fewer than {@code trainCount + testCount}
   *     images
   * @throws IllegalArgumentException if a count is less than 1
   */
  public static Split pooled(DataSet data, int trainCount, int testCount, RandomStream stream) {
    requireSome("training images", trainCount);
    requireSome("test images", testCount);
    long wanted = (long) trainCount + testCount;
    if (wanted > data.count()) {
      throw new InvalidDataException(
          String.format(
              "pooled split: found %d images in the data set, expected at least %d: %d for training"
                  + " and %d for test",
              data.count(), wanted, trainCount, testCount));
    }
    int[] images = IntStream.range(0, data.count()).toArray();
    stream.shuffle(images);
    return new Split(
        Arrays.copyOf(images, trainCount),
        Arrays.copyOfRange(images, trainCount, trainCount + testCount));
  }

  /** {@return the indices of the training images; only to be read} */
  public int[] train() {
    return train;
  }

  /** {@return the indices of the test images; only to be read} */
  public int[] test() {
    return test;
  }

  private static void requireSome(String what, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(what + ": found " + count + ", expected at least 1");
    }
  }
}
