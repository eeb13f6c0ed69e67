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

  /** Returns a number without a fraction that is zero. */
  static Number number(double number) {
    long whole = (long) number;
    return whole == number ? (Number) whole : (Number) number;
  }
}
