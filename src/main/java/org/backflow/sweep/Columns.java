package org.backflow.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.backflow.configuration.tree.NearestName;
import org.backflow.figure.Figure;
import org.backflow.figure.Kind;
import org.backflow.figure.Term;
import org.backflow.sweep.expression.Names;

/**
 * The columns of the results of a sweep: the number of the point, what became of it, its settings,
 * its outcomes. In names, upper and lower case and the separators {@code - _ .} do not count.
 */
public final class Columns implements Names {

  /** The column of the number of the point, from 0. */
  public static final int POINT = 0;

  /** The column that says whether a point was done or failed. */
  public static final int STATUS = 1;

  /** The column that says why a point failed, or what must be known of its figures. */
  public static final int MESSAGE = 2;

  /** The first setting. */
  public static final int FIRST_SETTING = 3;

  private final List<Column> all;
  private final Map<String, Integer> byName = new LinkedHashMap<>();

  /** Names in full, as the code that fills the cells has them: it looks up dozens a point. */
  private final Map<String, Integer> byExactName = new HashMap<>();

  private final Map<String, String> shortNames = new LinkedHashMap<>();

  private Columns(List<Column> all) {
    this.all = List.copyOf(all);
    for (int i = 0; i < all.size(); i++) {
      byName.putIfAbsent(normalized(all.get(i).name()), i);
      byExactName.put(all.get(i).name(), i);
    }
  }

  /**
   * Returns the columns of a sweep.
   *
   * @param settings in their order
   * @param energyTables their names, the first of which is meant by {@code energy}
   * @param tablesDiffer whether points have different ones; {@code energy} then is by the first of
   *     the point
   * @param trainsFixed whether {@code accuracy} is that in fixed point
   */
  static Columns of(
      List<Column> settings, List<String> energyTables, boolean tablesDiffer, boolean trainsFixed) {
    List<Column> all = new ArrayList<>(leading());
    all.addAll(settings);
    all.addAll(Outcomes.of(energyTables, tablesDiffer));
    Columns columns = new Columns(all);
    String table = tablesDiffer ? "" : "_" + Outcomes.named(energyTables.get(0));
    columns.shortName("accuracy", trainsFixed ? "fixed_accuracy_mean" : "float_accuracy_mean");
    columns.shortName("energy", "step_energy_picojoules" + table);
    columns.shortName("sample_energy", "sample_energy_picojoules" + table);
    columns.shortName("cycles", "step_cycles");
    columns.shortName("latency", "step_latency_cycles");
    columns.shortName("lut", "luts");
    columns.shortName("ff", "flip_flops");
    columns.shortName("dsp", "dsps");
    columns.shortName("bram", "block_rams");
    return columns;
  }

  /** Returns the columns before the settings. */
  public static List<Column> leading() {
    return List.of(
        leading(Kind.COUNT, "point", "The number of the point, from 0."),
        Column.outcome(
            leading(
                    Kind.TEXT,
                    "status",
                    "done, or failed where the configuration itself is refused.")
                .figure()
                .oneOf(List.of(Row.DONE, Row.FAILED))),
        Column.outcome(
            leading(
                    Kind.TEXT,
                    "message",
                    "Why the point failed, or what must be known of its figures.")
                .figure()
                .optional()));
  }

  private static Column leading(Kind kind, String name, String meaning) {
    return Column.outcome(Figure.of(kind, name, Term.of(name, meaning), row -> Optional.empty()));
  }

  private void shortName(String name, String meant) {
    Integer index = byName.get(normalized(meant));
    if (index != null && byName.putIfAbsent(normalized(name), index) == null) {
      shortNames.put(name, all.get(index).name());
    }
  }

  /** Returns all columns, in the order of the header. */
  public List<Column> all() {
    return all;
  }

  /** Returns the column at {@code index}. */
  public Column get(int index) {
    return all.get(index);
  }

  /** Returns how many columns there are. */
  public int size() {
    return all.size();
  }

  /** Returns where the settings are. */
  public List<Integer> settings() {
    return indices(true);
  }

  /** Returns where the outcomes are that are numbers. */
  public List<Integer> outcomes() {
    return indices(false);
  }

  private List<Integer> indices(boolean settings) {
    List<Integer> indices = new ArrayList<>();
    for (int i = FIRST_SETTING; i < all.size(); i++) {
      if (all.get(i).isSetting() == settings && (settings || all.get(i).isNumeric())) {
        indices.add(i);
      }
    }
    return indices;
  }

  @Override
  public boolean isNumeric(int column) {
    return all.get(column).isNumeric();
  }

  /** Returns where the column called {@code name} is, in full or for short. */
  @Override
  public Optional<Integer> find(String name) {
    return Optional.ofNullable(byName.get(normalized(name)));
  }

  /** Returns whether there is a column of exactly this name. */
  boolean has(String name) {
    return byExactName.containsKey(name);
  }

  /** Returns where the column is that this class knows under {@code name}. */
  int index(String name) {
    return Objects.requireNonNull(byExactName.get(name), name);
  }

  /**
   * Returns where the column called {@code name} is.
   *
   * @throws IllegalArgumentException when there is none, naming the nearest
   */
  public int require(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("no column '" + name + "'; " + nearest(name)));
  }

  /** Returns the short names and what they mean. */
  public Map<String, String> shortNames() {
    return Map.copyOf(shortNames);
  }

  @Override
  public String nearest(String name) {
    List<String> names = new ArrayList<>(shortNames.keySet());
    all.forEach(column -> names.add(column.name()));
    return NearestName.of(name, names)
        .map(near -> "did you mean '" + near + "'?")
        .orElse("expected one of " + String.join(", ", names));
  }

  private static String normalized(String name) {
    return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
  }
}
