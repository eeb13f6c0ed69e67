package org.backflow.configuration.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the tree of a JSON document: what programs wrote and may be large. Each value knows its
 * place, so that a refusal can show it.
 */
public final class JsonReader {
  private static final int MAXIMUM_DEPTH = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              // Deeper values and longer numbers are refused here, where the place is known.
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAXIMUM_DEPTH + 1)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final String path;
  private final JsonParser parser;

  private JsonReader(String path, JsonParser parser) {
    this.path = path;
    this.parser = parser;
  }

  /**
   * Returns the map that a file consists of.
   *
   * @param path what locations show as the path of the file
   * @throws ConfigurationException if the text is not one JSON document whose root is a map
   */
  public static Mapping readFile(String path, String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonReader reader = new JsonReader(path, parser);
      Node root = reader.next();
      if (!(root instanceof Mapping map)) {
        throw refusal(root.location(), "the file is " + root.description(), "keys and values");
      }
      if (parser.nextToken() != null) {
        throw refusal(reader.location(), "more after the end of the document", "nothing");
      }
      return map;
    } catch (JsonProcessingException e) {
      throw refusal(
          e.getLocation() == null ? new Location(path, 0, 0) : location(path, e.getLocation()),
          "no JSON (" + MessageText.remark(e.getOriginalMessage()) + ")",
          "a whole JSON document");
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
  }

  private Node next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw refusal(location(), "the end of the file", "a whole JSON document");
    }
    return node(token);
  }

  private Node node(JsonToken token) throws IOException {
    Location at = location();
    return switch (token) {
      case START_OBJECT -> {
        refuseDepth(at);
        yield mapping(at);
      }
      case START_ARRAY -> {
        refuseDepth(at);
        yield sequence(at);
      }
      case VALUE_STRING -> new Scalar(at, Scalar.Type.TEXT, parser.getText());
      case VALUE_NUMBER_INT -> Scalar.of(at, Scalar.Type.WHOLE_NUMBER, parser.getText());
      case VALUE_NUMBER_FLOAT -> Scalar.of(at, Scalar.Type.NUMBER, parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> new Scalar(at, Scalar.Type.TRUTH_VALUE, parser.getText());
      default -> new Scalar(at, Scalar.Type.NOTHING, "");
    };
  }

  private void refuseDepth(Location at) {
    if (parser.getParsingContext().getNestingDepth() > MAXIMUM_DEPTH) {
      throw refusal(
          at,
          "a value inside " + MAXIMUM_DEPTH + " others",
          "at most " + MAXIMUM_DEPTH + " levels");
    }
  }

  private Mapping mapping(Location at) throws IOException {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Location keyAt = location();
      String key = parser.currentName();
      Mapping.Entry first = entries.putIfAbsent(key, new Mapping.Entry(keyAt, next()));
      if (first != null) {
        throw refusal(
            keyAt,
            "the key " + MessageText.quote(key) + " again",
            "it once, as at " + first.keyLocation());
      }
    }
    return new Mapping(at, entries, Optional.empty());
  }

  private Sequence sequence(Location at) throws IOException {
    List<Node> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(node(token));
    }
    return new Sequence(at, elements);
  }

  private Location location() {
    return location(path, parser.currentTokenLocation());
  }

  private static Location location(String path, JsonLocation place) {
    return new Location(path, place.getLineNr(), place.getColumnNr());
  }

  private static ConfigurationException refusal(Location at, String found, String expected) {
    return new ConfigurationException(Problem.found(at, found).expected(expected));
  }
}
