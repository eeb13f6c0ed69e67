package org.backflow.experiment.file;

import static org.backflow.configuration.kind.ValueKind.mapOf;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.JsonSchema;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.TensorName;

/**
 * Formats of single tensors, by role and layer: {@code weight: {2: fixed<8,1>}} is that of {@code
 * weight.2}.
 *
 * @param format what a format of a tensor must be
 * @param valid the tensors that there are; empty where any may be
 */
record TensorFormats(
    Function<Role, ValueKind<Quantization>> format, Supplier<Set<TensorName>> valid) {

  private static final String LAYER = "0|[1-9][0-9]{0,5}";

  ValueKind<SortedMap<TensorName, Quantization>> kind() {
    return mapOf(this::read).describedAs(TensorFormats::described).withSchema(this::schema);
  }

  private SortedMap<TensorName, Quantization> read(ConfigurationMap roles) {
    SortedMap<TensorName, Quantization> formats = new TreeMap<>();
    for (Role role : TensorName.roles()) {
      roles
          .optional(role.label(), mapOf(layers -> layers(role, layers)))
          .ifPresent(stated -> formats.putAll(stated));
    }
    return formats;
  }

  private SortedMap<TensorName, Quantization> layers(Role role, ConfigurationMap layers) {
    SortedMap<TensorName, Quantization> formats = new TreeMap<>();
    for (String layer : layers.keys()) {
      if (!layer.matches(LAYER)) {
        layers.refuseKey(layer, "the number of a layer");
        continue;
      }
      TensorName name = new TensorName(role, Integer.parseInt(layer));
      Set<TensorName> there = valid.get();
      if (!there.isEmpty() && !there.contains(name)) {
        layers.refuseKey(layer, "a tensor of the network: " + alternatives(name, there));
        continue;
      }
      layers.optional(layer, format.apply(role)).ifPresent(stated -> formats.put(name, stated));
    }
    return formats;
  }

  /** Returns the nearest layer that has one, or else all tensors that there are. */
  private static String alternatives(TensorName name, Set<TensorName> there) {
    Optional<TensorName> nearest =
        there.stream()
            .filter(other -> other.role() == name.role())
            .min(Comparator.comparingInt(other -> Math.abs(other.layer() - name.layer())));
    return nearest
        .map(other -> "did you mean " + other.layer() + ", of " + other + "?")
        .orElseGet(
            () -> there.stream().sorted().map(Object::toString).collect(Collectors.joining(", ")));
  }

  private static Map<String, Object> described(SortedMap<TensorName, Quantization> formats) {
    Map<String, Object> tree = new LinkedHashMap<>();
    formats.forEach(
        (name, stated) -> {
          Map<String, Object> layers = new LinkedHashMap<>();
          if (tree.get(name.role().label()) instanceof Map<?, ?> before) {
            before.forEach((layer, format) -> layers.put(String.valueOf(layer), format));
          }
          layers.put(String.valueOf(name.layer()), stated.toString());
          tree.put(name.role().label(), layers);
        });
    return tree;
  }

  private Map<String, Object> schema() {
    Map<String, Object> roles = new LinkedHashMap<>();
    for (Role role : TensorName.roles()) {
      roles.put(
          role.label(),
          JsonSchema.of(
              "type",
              "object",
              "additionalProperties",
              false,
              "patternProperties",
              JsonSchema.of("^(" + LAYER + ")$", format.apply(role).schema())));
    }
    return JsonSchema.of("type", "object", "additionalProperties", false, "properties", roles);
  }
}
