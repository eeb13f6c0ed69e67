package org.backflow.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.backflow.configuration.Setting;
import org.backflow.experiment.Experiment;
import org.jspecify.annotations.Nullable;

/** What the points of a sweep are experiments of. Safe for use by several threads. */
final class PointExperiments {
  private final Sweep sweep;
  private final int firstOutcome;

  /** There are few. */
  private final Map<String, Setting> schemeSettings = new ConcurrentHashMap<>();

  PointExperiments(Sweep sweep) {
    this.sweep = sweep;
    this.firstOutcome = Columns.FIRST_SETTING + sweep.columns().settings().size();
  }

  /** Returns the number of the column of the first outcome. */
  int firstOutcome() {
    return firstOutcome;
  }

  /**
   * Returns the experiment of a point.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException when it is refused
   */
  Experiment of(Point point) {
    List<Setting> settings = new ArrayList<>(point.settings());
    settings.add(
        schemeSettings.computeIfAbsent(
            point.scheme(), name -> Setting.parse("schemes=[" + name + "]")));
    return sweep.template().with(settings);
  }

  /**
   * Returns the constraint that a point violates, of those over settings alone or of the others.
   *
   * @param cells what is known of it
   */
  Optional<Integer> violated(List<@Nullable Object> cells, boolean settingsAlone) {
    return Sweep.violated(sweep.constraintExpressions(), cells, settingsAlone, firstOutcome);
  }
}
