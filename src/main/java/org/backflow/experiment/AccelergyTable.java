package org.backflow.experiment;

import static org.backflow.configuration.ValueKind.listOf;
import static org.backflow.configuration.ValueKind.mapOf;
import static org.backflow.configuration.ValueKind.number;
import static org.backflow.configuration.ValueKind.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.backflow.accelerator.AccessEnergy;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.memory.Memory;
import org.backflow.configuration.ConfigurationMap;

/**
 * Reads an energy reference table of Accelergy (Wu, Emer and Sze, ICCAD 2019), {@code ERT} or
 * {@code ERT_summary}, whose figures are picojoules per action of one component instance.
 *
 * <p>Components are known by the last part of their name; {@code data/energy/README.md} states the
 * rules. Of an action that is listed for several arguments the highest energy counts: that of an
 * access whose address and data both change. An access moves one word, whatever its width, since
 * the table does not state it.
 */
final class AccelergyTable {

  private static final Pattern DRAM = Pattern.compile(".*(dram|ddr|hbm|main_?memory).*");
  private static final Pattern INSIDE_ELEMENT =
      Pattern.compile(".*(reg_?file|register|spad|reg$|rf$).*");
  private static final Pattern SRAM =
      Pattern.compile(".*(sram|buffer|glb|cache|scratchpad|memory|mem$).*");
  private static final Pattern MULTIPLIER = Pattern.compile(".*(mac|mul).*");
  private static final Pattern ADDER = Pattern.compile(".*add.*");

  private static final List<String> MULTIPLY =
      List.of("mac_random", "mult_random", "mac", "mult", "multiply", "compute");
  private static final List<String> GATED = List.of("mac_gated", "mult_gated");
  private static final List<String> ADD = List.of("add_random", "add", "compute");
  private static final List<String> READ = List.of("read", "random_read", "access");
  private static final List<String> WRITE = List.of("write", "random_fill", "update", "access");
  private static final List<String> LEAK = List.of("leak", "leakage", "idle");

  private final ConfigurationMap root;
  private final String tables;
  private final List<Component> components;

  private AccelergyTable(ConfigurationMap root, String tables) {
    this.root = root;
    this.tables = tables;
    this.components = root.required(tables, listOf(mapOf(AccelergyTable::component), 1, 4096));
    root.ignoreOtherKeys();
  }

  /** Returns whether {@code map} says that it is one. */
  static boolean isOne(ConfigurationMap map) {
    return map.has("ERT") || map.has("ERT_summary");
  }

  /** Returns the table called {@code name}. */
  static EnergyTable read(ConfigurationMap map, String name) {
    return map.has("ERT")
        ? map.required("ERT", mapOf(root -> new AccelergyTable(root, "tables").table(name)))
        : map.required(
            "ERT_summary", mapOf(root -> new AccelergyTable(root, "table_summary").table(name)));
  }

  /** What a component is to Backflow. */
  private enum Kind {
    MULTIPLIER("a multiplier or MAC"),
    ADDER("an adder"),
    SRAM("an on-chip memory"),
    DRAM("a DRAM"),
    UNUSED("nothing");

    private final String noun;

    Kind(String noun) {
      this.noun = noun;
    }

    static Kind of(String part) {
      // The order decides where a name says two things: main_memory, mac_register.
      if (AccelergyTable.DRAM.matcher(part).matches()) {
        return Kind.DRAM;
      }
      if (INSIDE_ELEMENT.matcher(part).matches()) {
        return UNUSED;
      }
      if (AccelergyTable.SRAM.matcher(part).matches()) {
        return Kind.SRAM;
      }
      if (AccelergyTable.MULTIPLIER.matcher(part).matches()) {
        return Kind.MULTIPLIER;
      }
      return AccelergyTable.ADDER.matcher(part).matches() ? Kind.ADDER : UNUSED;
    }
  }

  /** A component with the highest energy of each of its actions, in picojoules. */
  private record Component(String name, Kind kind, Map<String, Double> actions) {

    /** Returns the last part of the name, without the range of instances. */
    static String part(String name) {
      String last = name.substring(name.lastIndexOf('.', lastOutsideRange(name)) + 1);
      return last.replaceFirst("\\[.*", "").toLowerCase(Locale.ROOT);
    }

    private static int lastOutsideRange(String name) {
      int bracket = name.lastIndexOf('[');
      return name.endsWith("]") && bracket >= 0 ? bracket : name.length();
    }

    OptionalDouble energy(List<String> names) {
      return names.stream()
          .filter(actions::containsKey)
          .mapToDouble(action -> actions.getOrDefault(action, 0.0))
          .findFirst();
    }

    String source() {
      return "Accelergy, component " + name;
    }
  }

  private record Action(String name, double picojoules) {}

  private static Component component(ConfigurationMap map) {
    String name = map.required("name", text());
    List<Action> listed = map.required("actions", listOf(mapOf(AccelergyTable::action), 0, 4096));
    map.ignoreOtherKeys();
    Map<String, Double> actions = new java.util.LinkedHashMap<>();
    listed.forEach(action -> actions.merge(action.name(), action.picojoules(), Math::max));
    Component component = new Component(name, Kind.of(Component.part(name)), actions);
    switch (component.kind()) {
      case MULTIPLIER -> requireAction(map, component, MULTIPLY);
      case ADDER -> requireAction(map, component, ADD);
      case SRAM, DRAM -> {
        requireAction(map, component, READ);
        requireAction(map, component, WRITE);
      }
      case UNUSED -> {}
    }
    return component;
  }

  private static void requireAction(
      ConfigurationMap map, Component component, List<String> actions) {
    if (component.energy(actions).isEmpty()) {
      throw map.refusal(
          "actions",
          "one of them, of '"
              + component.name()
              + "', to be called "
              + String.join(" or ", actions)
              + ", not "
              + component.actions().keySet());
    }
  }

  private static Action action(ConfigurationMap map) {
    String name = map.required("name", text());
    String energy = !map.has("energy") && map.has("average_energy") ? "average_energy" : "energy";
    double picojoules = map.required(energy, number().atLeast(0));
    map.ignoreOtherKeys();
    return new Action(name, picojoules);
  }

  private EnergyTable table(String name) {
    Component multiplier = only(Kind.MULTIPLIER);
    boolean multipliesAndAdds =
        multiplier.actions().keySet().stream().anyMatch(action -> action.startsWith("mac"));
    Component adder = multipliesAndAdds ? adder().orElse(multiplier) : only(Kind.ADDER);
    Map<Memory, Component> memories = new EnumMap<>(Memory.class);
    Map<Memory, AccessEnergy> sram = new EnumMap<>(Memory.class);
    for (Memory memory : Memory.values()) {
      memories.put(memory, memory(memory));
      sram.put(memory, access(memory(memory)));
    }
    Component dram = only(Kind.DRAM);
    List<String> unused =
        components.stream()
            .filter(
                each ->
                    !each.equals(multiplier)
                        && !each.equals(adder)
                        && !each.equals(dram)
                        && !memories.containsValue(each))
            .map(Component::name)
            .toList();
    return new EnergyTable(
        name,
        "Accelergy energy reference table"
            + (unused.isEmpty() ? "" : "; not priced: " + String.join(", ", unused)),
        constant(multiplier, multiplier.energy(MULTIPLY).orElseThrow()),
        multiplier.energy(GATED).stream()
            .mapToObj(gated -> constant(multiplier, gated))
            .findFirst(),
        multipliesAndAdds,
        new EnergyTable.Polynomial(
            // Without an adder, an addition outside the products takes a MAC of its own.
            List.of(adder.energy(ADD).orElseGet(() -> adder.energy(MULTIPLY).orElseThrow())),
            adder.source()),
        sram,
        access(dram),
        multiplier.energy(LEAK).orElse(0.0));
  }

  private Optional<Component> adder() {
    return components.stream().filter(each -> each.kind() == Kind.ADDER).findFirst();
  }

  private static EnergyTable.Polynomial constant(Component component, double picojoules) {
    return new EnergyTable.Polynomial(List.of(picojoules, 0.0, 0.0), component.source());
  }

  private static AccessEnergy access(Component component) {
    return new AccessEnergy.PerWord(
        component.energy(READ).orElseThrow(),
        component.energy(WRITE).orElseThrow(),
        component.energy(LEAK).orElse(0.0),
        component.source());
  }

  /** Returns the memory made for {@code memory}, or else the one made for none in particular. */
  private Component memory(Memory memory) {
    List<Component> all = of(Kind.SRAM);
    List<Component> made =
        all.stream().filter(each -> holds(memory, Component.part(each.name()))).toList();
    if (made.isEmpty() && memory == Memory.FEEDBACK) {
      return memory(Memory.WEIGHT);
    }
    List<Component> chosen =
        made.isEmpty()
            ? all.stream().filter(each -> holdsAny(Component.part(each.name()))).toList()
            : made;
    return only(Kind.SRAM.noun + " for " + memory.name().toLowerCase(Locale.ROOT) + "s", chosen);
  }

  private static boolean holds(Memory memory, String part) {
    Pattern words =
        switch (memory) {
          case ACTIVATION -> Pattern.compile(".*(input|ifmap|act).*");
          case WEIGHT -> Pattern.compile(".*(weight|filter).*");
          case FEEDBACK -> Pattern.compile(".*feedback.*");
          case ACCUMULATOR -> Pattern.compile(".*(psum|partial|accum|output|ofmap).*");
        };
    return words.matcher(part).matches();
  }

  private static boolean holdsAny(String part) {
    for (Memory memory : Memory.values()) {
      if (holds(memory, part)) {
        return false;
      }
    }
    return true;
  }

  private Component only(Kind kind) {
    return only(kind.noun, of(kind));
  }

  private List<Component> of(Kind kind) {
    return components.stream().filter(each -> each.kind() == kind).toList();
  }

  private Component only(String noun, List<Component> chosen) {
    if (chosen.size() == 1) {
      return chosen.get(0);
    }
    List<String> names = new ArrayList<>();
    (chosen.isEmpty() ? components : chosen).forEach(each -> names.add(each.name()));
    throw root.refusal(
        tables,
        "exactly one to be " + noun + " by its name, not " + chosen.size() + " of " + names);
  }
}
