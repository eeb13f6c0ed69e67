package org.backflow.fixedpoint;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a tensor is called: {@code weight.2} is the weight of layer 2.
 *
 * @param layer from zero, which is the input
 */
public record TensorName(Role role, int layer) implements Comparable<TensorName> {

  private static final Pattern WRITTEN = Pattern.compile("([a-zA-Z]+)\\.(0|[1-9][0-9]{0,5})");

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException when it is none, saying what names look like
   */
  public static TensorName parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (matcher.matches()) {
      for (Role role : Role.values()) {
        if (role.label().equals(matcher.group(1))) {
          return new TensorName(role, Integer.parseInt(matcher.group(2)));
        }
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not the name of a tensor; expected a role and a layer, as in weight.2");
  }

  /** Returns the roles of which a tensor can have a format of its own. */
  public static List<Role> roles() {
    return Arrays.stream(Role.values()).filter(Role::isStatable).toList();
  }

  @Override
  public int compareTo(TensorName other) {
    return Comparator.comparing(TensorName::role)
        .thenComparing(TensorName::layer)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return role.label() + "." + layer;
  }
}
