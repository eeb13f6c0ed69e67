package org.backflow.fixedpoint;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Formats beside those that every arithmetic states.
 *
 * @param roles of roles whose format otherwise follows from others; of {@code ACTIVATION}, how
 *     activations are rounded and limited that no table holds
 * @param tensors of single tensors, which go before those of their roles
 */
public record StatedFormats(
    Map<Role, Quantization> roles, SortedMap<TensorName, Quantization> tensors) {

  /** No such format. */
  public static final StatedFormats NONE =
      new StatedFormats(Map.of(), Collections.emptySortedMap());

  /**
   * Copies the maps and checks every format by itself.
   *
   * @throws IllegalArgumentException when one cannot hold what its tensors are
   */
  public StatedFormats {
    Map<Role, Quantization> byRole = new EnumMap<>(Role.class);
    byRole.putAll(roles);
    roles = Collections.unmodifiableMap(byRole);
    tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
    roles.forEach(
        (role, stated) -> {
          if (!role.isOpen()) {
            throw new IllegalArgumentException(
                "the format of " + role.label() + " is a part of every arithmetic, not beside it");
          }
          role.require(role.label(), stated);
        });
    tensors.forEach((name, stated) -> name.role().require(name.toString(), stated));
  }

  /** Returns formats of single tensors only. */
  public static StatedFormats of(Map<TensorName, Quantization> tensors) {
    return new StatedFormats(Map.of(), new TreeMap<>(tensors));
  }

  /** Returns the same without formats of single tensors. */
  public StatedFormats byRole() {
    return new StatedFormats(roles, Collections.emptySortedMap());
  }

  /** Returns the same with words of {@code bits}; the address of a table keeps its width. */
  StatedFormats withWidth(int bits) {
    Map<Role, Quantization> byRole = new EnumMap<>(Role.class);
    roles.forEach((role, stated) -> byRole.put(role, stated.withWidth(bits)));
    SortedMap<TensorName, Quantization> byName = new TreeMap<>();
    tensors.forEach(
        (name, stated) ->
            byName.put(name, name.role() == Role.PREACTIVATION ? stated : stated.withWidth(bits)));
    return new StatedFormats(byRole, byName);
  }
}
