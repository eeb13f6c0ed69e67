package org.backflow.configuration.tree;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that a user probably meant. Upper and lower case and the separators {@code - _ .}
 * and space do not count, so {@code learning_rate} is {@code learningRate}; beyond that, one typing
 * error is forgiven for every three characters: a character left out, added, replaced, or swapped
 * with its neighbour (the optimal string alignment distance, after Damerau 1964, <a
 * href="https://doi.org/10.1145/363958.363994">doi:10.1145/363958.363994</a>).
 */
public final class NearestName {
  private static final int CHARACTERS_PER_ERROR = 3;
  private static final int MOST_ERRORS = 3;

  private NearestName() {}

  /**
   * Returns the name that is nearest to another.
   *
   * @param given what the user wrote
   * @param valid what could have been meant
   * @return one of {@code valid}, the first one if several are equally near, or nothing if none is
   *     near
   */
  public static Optional<String> of(String given, Collection<String> valid) {
    String sought = normalized(given);
    Optional<String> nearest = Optional.empty();
    int fewestErrors = MOST_ERRORS + 1;
    for (String name : valid) {
      String candidate = normalized(name);
      int length = Math.max(sought.length(), candidate.length());
      int allowed = Math.min(MOST_ERRORS, length / CHARACTERS_PER_ERROR);
      if (Math.abs(sought.length() - candidate.length()) > allowed) {
        continue;
      }
      int errors = distance(sought, candidate);
      if (errors <= allowed && errors < fewestErrors) {
        nearest = Optional.of(name);
        fewestErrors = errors;
      }
    }
    return nearest;
  }

  private static String normalized(String name) {
    return name.replaceAll("[-_. ]", "").toLowerCase(Locale.ROOT);
  }

  /** Returns the optimal string alignment distance; needs time proportional to both lengths. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(last[j], current[j - 1]) + 1);
        if (isSwap(a, i, b, j)) {
          current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = current;
      current = free;
    }
    return last[b.length()];
  }

  private static boolean isSwap(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
