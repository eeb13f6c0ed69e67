package org.backflow.configuration.kind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trees of JSON Schema, whose keywords stand in the order in which they were given. */
public final class JsonSchema {

  private JsonSchema() {}

  /**
   * {@return a schema that can be added to}
   *
   * @param keywordsAndValues in turn
   */
  public static Map<String, Object> of(Object... keywordsAndValues) {
    Map<String, Object> schema = new LinkedHashMap<>();
    for (int i = 0; i < keywordsAndValues.length; i += 2) {
      schema.put((String) keywordsAndValues[i], keywordsAndValues[i + 1]);
    }
    return schema;
  }

  /**
   * {@return the schema of what has one of several forms}
   *
   * @param forms at least two; of one that is such a choice itself, its forms
   */
  public static Map<String, Object> oneOf(List<? extends Map<String, ?>> forms) {
    List<Object> all = new ArrayList<>();
    for (Map<String, ?> form : forms) {
      if (form.size() == 1 && form.get("oneOf") instanceof List<?> inner) {
        all.addAll(inner);
      } else {
        all.add(form);
      }
    }
    return of("oneOf", all);
  }

  /**
   * {@return a schema with a description before all else}
   *
   * @param meaning one sentence
   * @param schema what it explains
   */
  public static Map<String, Object> explained(String meaning, Map<String, ?> schema) {
    Map<String, Object> explained = of("description", meaning);
    explained.putAll(schema);
    return explained;
  }

  /**
   * {@return the schema of a file}
   *
   * @param title what it is
   * @param description what it is for
   * @param schema of its map
   */
  public static Map<String, Object> document(
      String title, String description, Map<String, ?> schema) {
    Map<String, Object> document =
        of("$schema", "https://json-schema.org/draft/2020-12/schema", "title", title);
    document.put("description", description);
    document.putAll(schema);
    return document;
  }

  /**
   * {@return the schema of a file that may be laid over another one, of which it then needs no key}
   *
   * @param key which names the other file
   * @param meaning of that key
   * @param schema of a file that stands alone; changed to have its maps without required keys
   */
  public static Map<String, Object> extensible(
      String key, String meaning, Map<String, Object> schema) {
    Map<String, Object> complete = takeRequired(schema);
    Map<String, Object> extensible = of();
    schema.forEach(
        (keyword, value) -> {
          if (keyword.equals("properties")) {
            extensible.put("anyOf", List.of(of("required", List.of(key)), complete));
            Map<String, Object> properties =
                of(key, explained(meaning, of("type", "string", "minLength", 1)));
            ((Map<?, ?>) value).forEach((name, each) -> properties.put((String) name, each));
            extensible.put(keyword, properties);
          } else {
            extensible.put(keyword, value);
          }
        });
    return extensible;
  }

  /** Takes the lists of required keys out of a schema of maps within maps. */
  @SuppressWarnings("unchecked") // schemas are maps by keywords
  private static Map<String, Object> takeRequired(Map<String, Object> schema) {
    Map<String, Object> taken = of();
    Object required = schema.remove("required");
    if (required != null) {
      taken.put("required", required);
    }
    Map<String, Object> inner = of();
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach(
          (name, property) -> {
            Map<String, Object> below = takeRequired((Map<String, Object>) property);
            if (!below.isEmpty()) {
              inner.put((String) name, below);
            }
          });
    }
    if (!inner.isEmpty()) {
      taken.put("properties", inner);
    }
    return taken;
  }

  /** Returns a number without a fraction that is zero. */
  static Number number(double number) {
    long whole = (long) number;
    return whole == number ? (Number) whole : (Number) number;
  }
}
