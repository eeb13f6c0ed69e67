package org.backflow.report.table;

import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.kind.ConfigurationMap;

/** What every figure means: its unit, its formula, and the columns that hold it. */
public final class Glossary {

  private static final String FILE = "glossary.yaml";

  private static final Glossary INSTANCE = read();

  private final List<Term> terms;

  private Glossary(List<Term> terms) {
    this.terms = List.copyOf(terms);
  }

  /**
   * A figure or a word.
   *
   * @param name as it is written in reports
   * @param unit what it is counted in; empty for words and for pure numbers
   * @param meaning one or two sentences
   * @param formula empty where there is none
   * @param source who says so, or what proves it; empty where the code itself does
   * @param columns the columns of CSV files that hold it
   */
  public record Term(
      String name,
      Optional<String> unit,
      String meaning,
      Optional<String> formula,
      Optional<String> source,
      List<String> columns) {
    /** Copies the list. */
    public Term {
      columns = List.copyOf(columns);
    }

    private boolean isCalled(String wanted) {
      return name.equals(wanted) || columns.contains(wanted);
    }
  }

  /** Returns the glossary. */
  public static Glossary get() {
    return INSTANCE;
  }

  /** Returns all terms, related ones together. */
  public List<Term> terms() {
    return terms;
  }

  /**
   * Returns the term called {@code name}, or held by the column of that name, of whatever layer.
   */
  public Optional<Term> named(String name) {
    String ofAnyLayer = name.replaceFirst("_layer_\\d+$", "");
    return terms.stream().filter(term -> term.isCalled(ofAnyLayer)).findFirst();
  }

  private static Glossary read() {
    return Configuration.parse(FILE, content())
        .bind(map -> new Glossary(map.required("terms", listOf(mapOf(Glossary::term)))));
  }

  private static Term term(ConfigurationMap map) {
    return new Term(
        map.required("name", text()),
        map.optional("unit", text()),
        map.required("meaning", text()),
        map.optional("formula", text()),
        map.optional("source", text()),
        map.optional("columns", listOf(text()), List.of()));
  }

  private static String content() {
    try (InputStream in = Objects.requireNonNull(Glossary.class.getResourceAsStream(FILE))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
