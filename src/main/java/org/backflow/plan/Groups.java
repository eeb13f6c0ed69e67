package org.backflow.plan;

/** Units and the sources that they listen to, in groups of neighbours that do not mix. */
final class Groups {

  private Groups() {}

  /**
   * Checks that both fall into equal groups.
   *
   * @throws IllegalArgumentException naming the operation and the numbers
   */
  static void requireEqual(String name, int units, int sources, int groups) {
    if (groups < 1 || units % groups != 0 || sources % groups != 0) {
      throw new IllegalArgumentException(
          name
              + " has "
              + units
              + " units and "
              + sources
              + " sources, which "
              + groups
              + " groups do not divide");
    }
  }

  /** Returns the first source of the group of {@code unit}. */
  static int firstSource(int unit, int units, int sources, int groups) {
    return unit / (units / groups) * (sources / groups);
  }
}
