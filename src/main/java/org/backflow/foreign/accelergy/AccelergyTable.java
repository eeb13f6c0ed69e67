package org.backflow.foreign.accelergy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.backflow.accelerator.AccessEnergy;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.memory.Memory;
import org.backflow.configuration.tree.ConfigurationException;

/**
 * Makes an energy table of the components of an Accelergy table, whose figures are picojoules per
 * action of one component instance.
 *
 * <p>Components are known by the last part of their name; {@code data/energy/README.md} states the
 * rules. An access moves one word, whatever its width, since the table does not state it.
 */
final class AccelergyTable {

  private static final int MOST_NAMES = 12;

  private final List<AccelergyComponent> components;
  private final Function<String, ConfigurationException> refusing;

  /**
   * Creates the table.
   *
   * @param components all of them
   * @param refusing makes a refusal of the whole table of what is expected instead
   */
  AccelergyTable(
      List<AccelergyComponent> components, Function<String, ConfigurationException> refusing) {
    this.components = components;
    this.refusing = refusing;
  }

  /** Returns the energy table called {@code name}. */
  EnergyTable table(String name) {
    AccelergyComponent multiplier = only(AccelergyComponent.Kind.MULTIPLIER);
    boolean multipliesAndAdds = multiplier.multipliesAndAdds();
    AccelergyComponent adder =
        multipliesAndAdds && of(AccelergyComponent.Kind.ADDER).isEmpty()
            ? multiplier
            : only(AccelergyComponent.Kind.ADDER);
    Map<Memory, AccelergyComponent> memories = new EnumMap<>(Memory.class);
    Map<Memory, AccessEnergy> sram = new EnumMap<>(Memory.class);
    for (Memory memory : Memory.values()) {
      memories.put(memory, memory(memory));
      sram.put(memory, memory(memory).access());
    }
    Optional<AccelergyComponent> dram =
        of(AccelergyComponent.Kind.DRAM).isEmpty()
            ? Optional.empty()
            : Optional.of(only(AccelergyComponent.Kind.DRAM));
    List<AccelergyComponent> priced = new ArrayList<>(memories.values());
    priced.addAll(List.of(multiplier, adder));
    dram.ifPresent(priced::add);
    return new EnergyTable(
        name,
        technology(priced),
        multiplier.multiply(),
        multiplier.gatedPicojoules().stream().mapToObj(multiplier::constant).findFirst(),
        multipliesAndAdds,
        adder.add(),
        sram,
        dram.map(AccelergyComponent::access),
        multiplier.leakagePicojoulesPerCycle());
  }

  private String technology(List<AccelergyComponent> priced) {
    List<String> others =
        components.stream()
            .filter(each -> !priced.contains(each))
            .map(AccelergyComponent::name)
            .toList();
    return "Accelergy energy reference table"
        + (others.isEmpty() ? "" : "; not priced: " + String.join(", ", others));
  }

  /** Returns the memory made for {@code memory}, or else the one made for none in particular. */
  private AccelergyComponent memory(Memory memory) {
    List<AccelergyComponent> all = of(AccelergyComponent.Kind.SRAM);
    List<AccelergyComponent> made =
        all.stream().filter(each -> each.isCalled(words(memory))).toList();
    if (made.isEmpty() && memory == Memory.FEEDBACK) {
      return memory(Memory.WEIGHT);
    }
    List<AccelergyComponent> chosen =
        made.isEmpty() ? all.stream().filter(AccelergyTable::isForAny).toList() : made;
    return only(
        AccelergyComponent.Kind.SRAM.noun() + " for " + memory.label() + "s", shared(chosen));
  }

  /** Returns those of which the design has one, if there are any: others are inside elements. */
  private static List<AccelergyComponent> shared(List<AccelergyComponent> memories) {
    List<AccelergyComponent> once =
        memories.stream().filter(AccelergyComponent::isThereOnce).toList();
    return once.isEmpty() ? memories : once;
  }

  private static Pattern words(Memory memory) {
    return switch (memory) {
      case ACTIVATION -> Pattern.compile(".*(input|ifmap|act).*");
      case WEIGHT -> Pattern.compile(".*(weight|filter).*");
      case FEEDBACK -> Pattern.compile(".*feedback.*");
      case ACCUMULATOR -> Pattern.compile(".*(psum|partial|accu|output|ofmap).*");
    };
  }

  private static boolean isForAny(AccelergyComponent component) {
    for (Memory memory : Memory.values()) {
      if (component.isCalled(words(memory))) {
        return false;
      }
    }
    return true;
  }

  private AccelergyComponent only(AccelergyComponent.Kind kind) {
    return only(kind.noun(), of(kind));
  }

  private List<AccelergyComponent> of(AccelergyComponent.Kind kind) {
    return components.stream().filter(each -> each.kind() == kind).toList();
  }

  /** Returns the one that there is; several are one if they have the same energies. */
  private AccelergyComponent only(String noun, List<AccelergyComponent> chosen) {
    if (chosen.stream().map(AccelergyComponent::actions).distinct().count() == 1) {
      return chosen.get(0);
    }
    List<String> names =
        (chosen.isEmpty() ? components : chosen).stream().map(AccelergyComponent::name).toList();
    throw refusing.apply(
        "exactly one to be "
            + noun
            + " by its name, not "
            + chosen.size()
            + " of "
            + names.subList(0, Math.min(MOST_NAMES, names.size()))
            + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : ""));
  }
}
