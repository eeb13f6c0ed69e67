package org.backflow.report.table;

import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.figure.Figure;
import org.backflow.figure.ResourceFigures;
import org.backflow.figure.Term;
import org.backflow.figure.TimelineFigures;
import org.backflow.sweep.Outcomes;

/**
 * What every figure means: its unit, its formula, and the columns that hold it. Figures come from
 * their catalogues; a file has the words that are none.
 */
public final class Glossary {

  private static final String FILE = "glossary.yaml";

  /** Figures that no column of a file has to itself. */
  private static final List<Figure<?>> OTHERS =
      List.of(TimelineFigures.LATENCY, TimelineFigures.INITIATION_INTERVAL, ResourceFigures.LUTS);

  private static final Glossary INSTANCE = read();

  private final List<Entry> terms;

  private Glossary(List<Entry> terms) {
    this.terms = List.copyOf(terms);
  }

  /**
   * A figure or a word.
   *
   * @param columns of CSV files and sweeps that hold it
   */
  public record Entry(Term term, List<String> columns) {
    /** Copies the list. */
    public Entry {
      columns = List.copyOf(columns);
    }

    /** Returns its name. */
    public String name() {
      return term.name();
    }

    private boolean isCalled(String wanted) {
      return name().equals(wanted)
          || columns.stream().anyMatch(column -> wanted.matches(ofAnyTable(column)));
    }
  }

  /** Returns the glossary. */
  public static Glossary get() {
    return INSTANCE;
  }

  /** Returns all entries, figures before words. */
  public List<Entry> terms() {
    return terms;
  }

  /**
   * Returns the term called {@code name}, or held by the column of that name, of whatever layer and
   * energy table.
   */
  public Optional<Entry> named(String name) {
    return terms.stream().filter(term -> term.isCalled(ofAnyLayer(name))).findFirst();
  }

  private static Glossary read() {
    List<Figure<?>> all = new ArrayList<>();
    FigureTables.explained().forEach(table -> all.addAll(table.columns()));
    Outcomes.all().forEach(column -> all.add(column.figure()));
    Map<Term, Set<String>> figures = new LinkedHashMap<>();
    Set<String> held = new HashSet<>();
    for (Figure<?> figure : all) {
      Set<String> columns = figures.computeIfAbsent(figure.term(), t -> new LinkedHashSet<>());
      String column = ofAnyLayer(figure.column());
      if (held.add(column)) {
        columns.add(column);
      }
    }
    OTHERS.forEach(figure -> figures.putIfAbsent(figure.term(), Set.of()));
    List<Entry> entries = new ArrayList<>();
    figures.forEach((term, columns) -> entries.add(new Entry(term, List.copyOf(columns))));
    List<Entry> words =
        Configuration.parse(FILE, content())
            .bind(map -> map.required("terms", listOf(mapOf(Glossary::entry))));
    entries.addAll(words);
    return new Glossary(entries);
  }

  /** Returns a pattern of columns whose names end in that of an energy table. */
  private static String ofAnyTable(String column) {
    return column.replace(Outcomes.TABLE, "[a-z0-9_]+");
  }

  private static String ofAnyLayer(String column) {
    return column.replaceFirst("_layer_\\d+$", "");
  }

  private static Entry entry(ConfigurationMap map) {
    return new Entry(
        new Term(
            map.required("name", text()),
            map.optional("unit", text()),
            map.required("meaning", text()),
            map.optional("formula", text()),
            map.optional("source", text())),
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
