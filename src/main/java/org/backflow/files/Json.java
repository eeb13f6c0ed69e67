package org.backflow.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** Trees of maps, lists, texts and numbers as JSON, the same bytes on every Java release. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private Json() {}

  /** Returns the tree on indented lines, with a line break at the end. */
  public static String write(Object tree) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    return written(MAPPER.writer(printer), tree) + "\n";
  }

  /** Returns the tree on one line, for a program that reads it in a page. */
  public static String compact(@Nullable Object tree) {
    return written(MAPPER.writer(), tree);
  }

  /** Returns the tree on one line with the keys in alphabetical order: equal trees, equal texts. */
  public static String canonical(Object tree) {
    return written(MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS), tree);
  }

  private static String written(ObjectWriter writer, @Nullable Object tree) {
    try {
      return writer.writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("a tree of maps, lists, texts and numbers", impossible);
    }
  }
}
