package org.backflow.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much each setting by itself decides each outcome: its main effect, the share of the variance
 * of the outcome that lies between the means of the setting's values,
 *
 * <p>eta<sup>2</sup> = sum over values v of n<sub>v</sub> (mean<sub>v</sub> - mean)<sup>2</sup> /
 * sum over points of (outcome - mean)<sup>2</sup>.
 *
 * <p>A setting whose text is made of variables counts by what is left of it without them, so that
 * the variable alone has their effect. Over a whole grid the shares of all settings add up to at
 * most 1; what is missing are interactions. Where points were dropped, failed or sampled, settings
 * are not independent and their shares may overlap. Sums are taken about the first outcome, so that
 * large means do not cancel the variance.
 */
public final class Sensitivity {

  private static final class Group {
    private long count;
    private double sum;
    private double squares;

    void add(double x) {
      count++;
      sum += x;
      squares += x * x;
    }
  }

  /** The sums of one outcome: over all points, and by setting and number of the value. */
  private static final class Sums {
    private final double first;
    private final Group all = new Group();
    private final List<List<Group>> byValue = new ArrayList<>();

    Sums(double first, int settings) {
      this.first = first;
      for (int i = 0; i < settings; i++) {
        byValue.add(new ArrayList<>());
      }
    }

    /** Returns the values of a setting that have this outcome at all. */
    List<Group> groups(int setting) {
      return byValue.get(setting).stream().filter(group -> group.count > 0).toList();
    }

    void add(double outcome, int[] values) {
      double x = outcome - first;
      all.add(x);
      for (int i = 0; i < values.length; i++) {
        List<Group> groups = byValue.get(i);
        while (groups.size() <= values[i]) {
          groups.add(new Group());
        }
        groups.get(values[i]).add(x);
      }
    }
  }

  private final Sweep sweep;
  private final List<Integer> settings;
  private final List<Integer> outcomes;
  private final Map<Integer, Sums> sums = new LinkedHashMap<>();

  /** The values of each setting, numbered as they come. */
  private final List<Map<Integer, Integer>> numbers = new ArrayList<>();

  /** Creates an analysis without points. */
  public Sensitivity(Sweep sweep) {
    this.sweep = sweep;
    this.settings = sweep.columns().settings();
    this.outcomes = sweep.columns().outcomes();
    settings.forEach(setting -> numbers.add(new HashMap<>()));
  }

  /** Takes a point into account. */
  public void add(Row row) {
    if (!row.isDone()) {
      return;
    }
    int[] values = sweep.levels(row.point());
    for (int i = 0; i < values.length; i++) {
      Map<Integer, Integer> known = numbers.get(i);
      values[i] = known.computeIfAbsent(values[i], key -> known.size());
    }
    for (int outcome : outcomes) {
      double number = row.number(outcome);
      if (Double.isFinite(number)) {
        sums.computeIfAbsent(outcome, key -> new Sums(number, settings.size())).add(number, values);
      }
    }
  }

  /** Returns the settings that have more than one value, and so may have an effect. */
  public List<Integer> varied() {
    return settings.stream()
        .filter(
            setting ->
                sums.values().stream()
                    .anyMatch(of -> of.groups(settings.indexOf(setting)).size() > 1))
        .toList();
  }

  /** Returns the outcomes that vary. */
  public List<Integer> outcomes() {
    return outcomes.stream().filter(outcome -> variation(outcome) > 0).toList();
  }

  private double variation(int outcome) {
    return Optional.ofNullable(sums.get(outcome)).map(of -> variation(of.all)).orElse(0.0);
  }

  /** Returns the sum of squares about the mean; what rounding leaves of none is none. */
  private static double variation(Group group) {
    double about = group.squares - group.sum * group.sum / group.count;
    return about > 1e-12 * group.squares ? about : 0.0;
  }

  /**
   * Returns the share of {@code setting} in {@code outcome}, 0 to 1; nothing if that is constant.
   */
  public OptionalDouble share(int setting, int outcome) {
    double total = variation(outcome);
    Sums of = sums.get(outcome);
    if (of == null || total == 0.0) {
      return OptionalDouble.empty();
    }
    double within = 0.0;
    for (Group group : of.groups(settings.indexOf(setting))) {
      within += variation(group);
    }
    return OptionalDouble.of(Math.max(0.0, Math.min(1.0, 1.0 - within / total)));
  }
}
