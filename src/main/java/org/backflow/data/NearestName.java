package org.backflow.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The existing name that was probably meant by one that does not exist. */
final class NearestName {
  private NearestName() {}

  /**
   * {@return the name with the smallest edit distance to the wanted one} Of several, the
   * alphabetically first; none if all differ in more than two thirds of the wanted one's letters.
   */
  static Optional<String> of(String wanted, Collection<String> names) {
    return names.stream()
        .filter(name -> 3 * distance(wanted, name) <= 2 * wanted.length())
        .min(
            Comparator.comparingInt((String name) -> distance(wanted, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@return how many letters must be inserted, removed or replaced (Levenshtein)} */
  static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
