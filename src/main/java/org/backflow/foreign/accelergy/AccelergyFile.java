package org.backflow.foreign.accelergy;

import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backflow.accelerator.EnergyTable;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.ValueKind;

/**
 * Reads the energy reference tables that Accelergy (Wu, Emer and Sze, ICCAD 2019) writes, {@code
 * ERT} or {@code ERT_summary}: from version 0.3 on lists of components and actions, before that
 * maps. Of an action that is listed for several arguments the highest energy counts, of a summary
 * its {@code max_energy}: that of an access whose address and data both change.
 */
public final class AccelergyFile {

  private static final String TABLE = "ERT";
  private static final String SUMMARY = "ERT_summary";
  private static final List<String> COMPONENTS =
      List.of("tables", "table_summary", "components", "ERT summaries");

  /** Versions before 0.3 write a space. */
  private static final List<String> ENERGY =
      List.of("max_energy", "max energy", "energy", "average_energy", "average energy");

  private static final Map<String, String> OTHER_FILES =
      Map.of(
          "ART", "area reference table",
          "ART_summary", "area reference table",
          "energy_estimation", "energy estimate of one run",
          "energy_estimates", "energy estimate of one run",
          "estimation", "energy estimate of one run",
          "architecture", "architecture",
          "flattened_architecture", "architecture",
          "compound_components", "list of compound components",
          "action_counts", "list of action counts");

  private static final int MOST = 65_536;

  private AccelergyFile() {}

  /** Returns whether {@code map} says that it is one. */
  public static boolean isOne(ConfigurationMap map) {
    return map.has(TABLE) || map.has(SUMMARY);
  }

  /**
   * Refuses what Accelergy writes beside its energy reference table, or reads to make it.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException which says what {@code map} is
   */
  public static void refuseOthers(ConfigurationMap map) {
    if (isOne(map)) {
      return;
    }
    for (String key : map.keys()) {
      if (OTHER_FILES.containsKey(key)) {
        throw map.refusal(
            key,
            "the energy reference table, ERT or ERT_summary: this file is Accelergy's "
                + OTHER_FILES.get(key));
      }
    }
  }

  /** Returns the table called {@code name}. */
  public static EnergyTable read(ConfigurationMap map, String name) {
    return map.required(
        map.has(TABLE) ? TABLE : SUMMARY,
        mapOf(
            root -> {
              EnergyTable table = table(root, name);
              root.ignoreOtherKeys();
              return table;
            }));
  }

  private static EnergyTable table(ConfigurationMap root, String name) {
    String key = COMPONENTS.stream().filter(root::has).findFirst().orElse(COMPONENTS.get(0));
    ValueKind<List<AccelergyComponent>> listed = listOf(mapOf(AccelergyFile::component), 1, MOST);
    List<AccelergyComponent> components =
        root.required(key, listed.or(mapOf(AccelergyFile::componentsByName)));
    return new AccelergyTable(components, expected -> root.refusal(key, expected)).table(name);
  }

  private static AccelergyComponent component(ConfigurationMap map) {
    String name = map.required("name", text());
    List<Action> listed =
        map.required(
            "actions",
            listOf(mapOf(AccelergyFile::action), 0, MOST).or(mapOf(AccelergyFile::actionsByName)));
    map.ignoreOtherKeys();
    return AccelergyComponent.of(
        name, highest(listed), expected -> map.refusal("actions", expected));
  }

  private static List<AccelergyComponent> componentsByName(ConfigurationMap map) {
    List<AccelergyComponent> components = new ArrayList<>();
    for (String name : map.keys()) {
      List<Action> listed = map.required(name, mapOf(AccelergyFile::actionsByName));
      components.add(
          AccelergyComponent.of(name, highest(listed), expected -> map.refusal(name, expected)));
    }
    return components;
  }

  private static Map<String, Double> highest(List<Action> listed) {
    Map<String, Double> actions = new LinkedHashMap<>();
    listed.forEach(action -> actions.merge(action.name(), action.picojoules(), Math::max));
    return actions;
  }

  private record Action(String name, double picojoules) {}

  private static Action action(ConfigurationMap map) {
    return new Action(map.required("name", text()), picojoules(map));
  }

  /** Reads actions whose names are keys, each of one energy or a list of those of its arguments. */
  private static List<Action> actionsByName(ConfigurationMap map) {
    ValueKind<Double> one = mapOf(AccelergyFile::picojoules);
    ValueKind<List<Double>> energies =
        listOf(one, 1, MOST)
            .or(one.as("an energy", List::of))
            .or(number().atLeast(0).as("an energy", List::of));
    List<Action> actions = new ArrayList<>();
    for (String name : map.keys()) {
      map.required(name, energies).forEach(energy -> actions.add(new Action(name, energy)));
    }
    return actions;
  }

  private static double picojoules(ConfigurationMap map) {
    String key = ENERGY.stream().filter(map::has).findFirst().orElse("energy");
    double picojoules = map.required(key, number().atLeast(0));
    map.ignoreOtherKeys();
    return picojoules;
  }
}
