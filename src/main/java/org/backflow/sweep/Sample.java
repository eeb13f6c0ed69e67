package org.backflow.sweep;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongPredicate;
import org.backflow.random.RandomStream;

/**
 * A random sample of the positions of a space, all equally likely, none twice.
 *
 * @param points how many are wanted
 * @param seed what the random numbers start from
 */
record Sample(int points, long seed) {

  /** Spaces up to this size are permuted, so that every position is tried once at most. */
  private static final int SMALL = 1 << 20;

  /** In a large space, so many positions are tried for each that is wanted. */
  private static final int TRIES_PER_POINT = 200;

  /**
   * Returns positions in ascending order: as many as are wanted, or fewer if there are no more that
   * are suitable, or too few to be found by chance.
   *
   * @param size the positions are 0 to {@code size - 1}
   */
  long[] draw(long size, LongPredicate suitable) {
    RandomStream random = RandomStream.of(seed, "sweep-sample");
    long[] drawn =
        size <= SMALL ? permuted((int) size, random, suitable) : tried(size, random, suitable);
    Arrays.sort(drawn);
    return drawn;
  }

  private long[] permuted(int size, RandomStream random, LongPredicate suitable) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    random.shuffle(order);
    return Arrays.stream(order).mapToLong(i -> i).filter(suitable).limit(points).toArray();
  }

  private long[] tried(long size, RandomStream random, LongPredicate suitable) {
    Set<Long> seen = new HashSet<>();
    long[] drawn = new long[points];
    int found = 0;
    for (long tries = 0; tries < (long) TRIES_PER_POINT * points && found < points; tries++) {
      long position = Math.floorMod(random.nextLong(), size);
      if (seen.add(position) && suitable.test(position)) {
        drawn[found++] = position;
      }
    }
    return Arrays.copyOf(drawn, found);
  }
}
