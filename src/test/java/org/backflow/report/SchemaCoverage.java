package org.backflow.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which keys of a JSON Schema documents have, and which keys it describes. */
final class SchemaCoverage {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PATTERNS = "patternProperties";
  private static final String OTHERS = "additionalProperties";

  private final Path folder;
  private final String file;
  private final Map<String, JsonNode> schemas = new HashMap<>();
  private final Set<String> written = new TreeSet<>();

  SchemaCoverage(Path schema) {
    this.folder = schema.getParent();
    this.file = schema.getFileName().toString();
  }

  /** A part of a schema, and where it stands. */
  private record Place(String file, String pointer) {
    Place below(String key) {
      return new Place(file, pointer + "/" + key);
    }
  }

  private JsonNode at(Place place) {
    JsonNode schema =
        schemas.computeIfAbsent(
            place.file(),
            name -> {
              try {
                return JSON.readTree(folder.resolve(name).toFile());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return schema.at(place.pointer());
  }

  private Place resolved(Place place) {
    JsonNode reference = at(place).path("$ref");
    if (reference.isMissingNode()) {
      return place;
    }
    int hash = reference.asText().indexOf('#');
    String otherFile = reference.asText().substring(0, hash);
    return new Place(
        otherFile.isEmpty() ? place.file() : otherFile, reference.asText().substring(hash + 1));
  }

  /** Notes the keys of {@code document}. */
  void add(JsonNode document) {
    add(new Place(file, ""), document);
  }

  private void add(Place reference, JsonNode value) {
    Place place = resolved(reference);
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              entry -> {
                Place property = property(place, entry.getKey());
                written.add(property.toString());
                add(property, entry.getValue());
              });
    }
    value.elements().forEachRemaining(each -> addElement(place, value, each));
  }

  /** Returns where a key is described: by its name, by a pattern of it, or as any other key. */
  private Place property(Place place, String key) {
    Place named = place.below("properties").below(key);
    if (!at(named).isMissingNode()) {
      return named;
    }
    for (String pattern : names(place, PATTERNS)) {
      if (key.matches(pattern)) {
        return place.below(PATTERNS).below(pattern);
      }
    }
    return at(place.below(OTHERS)).isObject() ? place.below(OTHERS) : named;
  }

  private List<String> names(Place place, String keyword) {
    List<String> names = new ArrayList<>();
    at(place).path(keyword).fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void addElement(Place place, JsonNode array, JsonNode element) {
    if (array.isArray()) {
      add(place.below("items"), element);
    }
  }

  Set<String> written() {
    return written;
  }

  /** Returns every key that is described, with its description. */
  Map<String, JsonNode> described() {
    Map<String, JsonNode> described = new TreeMap<>();
    describe(new Place(file, ""), described, new LinkedHashSet<>());
    return described;
  }

  private void describe(Place reference, Map<String, JsonNode> described, Set<Place> seen) {
    Place place = resolved(reference);
    if (!seen.add(place)) {
      return;
    }
    JsonNode schema = at(place);
    List<Place> properties = new ArrayList<>();
    for (String keyword : List.of("properties", PATTERNS)) {
      names(place, keyword).forEach(key -> properties.add(place.below(keyword).below(key)));
    }
    if (schema.path(OTHERS).isObject()) {
      properties.add(place.below(OTHERS));
    }
    for (Place property : properties) {
      described.put(property.toString(), at(property));
      describe(property, described, seen);
    }
    if (schema.has("items")) {
      describe(place.below("items"), described, seen);
    }
  }
}
