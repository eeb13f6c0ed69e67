package org.backflow.foreign.accelergy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.backflow.accelerator.AccessEnergy;
import org.backflow.accelerator.EnergyCurve;
import org.backflow.configuration.tree.ConfigurationException;

/**
 * A component of an Accelergy table with the highest energy of each of its actions, in picojoules.
 *
 * @param name as it is written, with the path to it and ranges of instances
 * @param kind what it is to Backflow
 * @param actions by name
 * @param refusing makes a refusal of its actions of what is expected instead
 */
record AccelergyComponent(
    String name,
    Kind kind,
    Map<String, Double> actions,
    Function<String, ConfigurationException> refusing) {

  private static final Pattern NOT_PRICED = Pattern.compile(".*dummy.*");
  private static final Pattern DRAM =
      Pattern.compile(".*(dram|(?<![a-z])(lp|g)?ddr|hbm|main_?memory|backing_?stor).*");
  private static final Pattern INSIDE_ELEMENT =
      Pattern.compile(".*(reg_?file|register|spad|regs?$|rf$).*");
  private static final Pattern SRAM =
      Pattern.compile(".*(sram|buffer|glb|cache|scratchpad|memory|mem$).*");
  private static final Pattern MAC = Pattern.compile(".*mac(?!ro|h).*");
  private static final Pattern MULTIPLIER = Pattern.compile(".*(?<!u)mul.*");
  private static final Pattern ADDER = Pattern.compile(".*(adder|(?<![a-z])add(?!r)).*");

  private static final Pattern ELEMENT =
      Pattern.compile("(^|\\.)pe(\\[[^]]*])?\\.", Pattern.CASE_INSENSITIVE);
  private static final Pattern RANGE = Pattern.compile("\\[(\\d{1,9})\\.\\.(\\d{1,9})]");
  private static final String MAC_ACTION = "mac";

  private static final List<String> MULTIPLY =
      List.of("mac_random", "mult_random", "mac", "mult", "multiply", "compute");
  private static final List<String> GATED = List.of("mac_gated", "mult_gated");
  private static final List<String> ADD = List.of("add_random", "add", "compute");
  private static final List<String> READ = List.of("read", "random_read", "access");
  private static final List<String> WRITE =
      List.of("write", "random_fill", "fill", "update", "access");
  private static final List<String> LEAK = List.of("leak", "leakage", "idle");

  /** Copies the map. */
  AccelergyComponent {
    actions = Map.copyOf(actions);
  }

  /** What a component is to Backflow. */
  enum Kind {
    MULTIPLIER("a multiplier or MAC"),
    ADDER("an adder"),
    SRAM("an on-chip memory"),
    DRAM("a DRAM"),
    UNUSED("nothing");

    private final String noun;

    Kind(String noun) {
      this.noun = noun;
    }

    String noun() {
      return noun;
    }
  }

  static AccelergyComponent of(
      String name, Map<String, Double> actions, Function<String, ConfigurationException> refusing) {
    return new AccelergyComponent(name, kind(part(name), actions), actions, refusing);
  }

  private static Kind kind(String part, Map<String, Double> actions) {
    // The order decides where a name says two things: main_memory, mac_register.
    if (NOT_PRICED.matcher(part).matches()) {
      return Kind.UNUSED;
    }
    if (DRAM.matcher(part).matches()) {
      return Kind.DRAM;
    }
    if (INSIDE_ELEMENT.matcher(part).matches()) {
      return Kind.UNUSED;
    }
    if (SRAM.matcher(part).matches()) {
      return Kind.SRAM;
    }
    if (MAC.matcher(part).matches()
        || MULTIPLIER.matcher(part).matches()
        || actions.keySet().stream().anyMatch(action -> action.startsWith(MAC_ACTION))) {
      return Kind.MULTIPLIER;
    }
    return ADDER.matcher(part).matches() ? Kind.ADDER : Kind.UNUSED;
  }

  /** Returns the last part of the name, without the range of instances. */
  private static String part(String name) {
    String last = name.substring(name.lastIndexOf('.', lastOutsideRange(name)) + 1);
    return last.replaceFirst("\\[.*", "").toLowerCase(Locale.ROOT);
  }

  private static int lastOutsideRange(String name) {
    int bracket = name.lastIndexOf('[');
    return name.endsWith("]") && bracket >= 0 ? bracket : name.length();
  }

  /** Returns whether the last part of its name, in lower case, holds one of {@code words}. */
  boolean isCalled(Pattern words) {
    return words.matcher(part(name)).matches();
  }

  /** Returns whether the whole design has it once: no range in its path, and no element over it. */
  boolean isThereOnce() {
    return !ELEMENT.matcher(name).find()
        && RANGE.matcher(name).results().allMatch(AccelergyComponent::isOne);
  }

  private static boolean isOne(MatchResult range) {
    return Integer.parseInt(range.group(1)) == Integer.parseInt(range.group(2));
  }

  /** Returns whether one action of it is a multiplication and the addition of its result. */
  boolean multipliesAndAdds() {
    return MAC.matcher(part(name)).matches()
        || actions.keySet().stream().anyMatch(action -> action.startsWith(MAC_ACTION));
  }

  /** Returns the energy of a multiplication, or of a multiply-accumulate. */
  EnergyCurve multiply() {
    return constant(required(MULTIPLY));
  }

  /** Returns the energy of one that is held back, if it has one. */
  OptionalDouble gatedPicojoules() {
    return energy(GATED);
  }

  /** Returns the same energy for operands of any width. */
  EnergyCurve constant(double picojoules) {
    return EnergyCurve.constant(picojoules, source());
  }

  /** Returns the energy of an addition; without such an action one takes a MAC of its own. */
  EnergyCurve add() {
    double picojoules =
        kind == Kind.MULTIPLIER ? energy(ADD).orElseGet(() -> required(MULTIPLY)) : required(ADD);
    return new EnergyCurve.Polynomial(List.of(picojoules), source());
  }

  /** Returns the energy of reading and writing it. */
  AccessEnergy access() {
    return new AccessEnergy.PerWord(
        required(READ), required(WRITE), leakagePicojoulesPerCycle(), source());
  }

  double leakagePicojoulesPerCycle() {
    return energy(LEAK).orElse(0.0);
  }

  private String source() {
    return "Accelergy, component " + name;
  }

  private OptionalDouble energy(List<String> names) {
    return names.stream()
        .filter(actions::containsKey)
        .mapToDouble(action -> actions.getOrDefault(action, 0.0))
        .findFirst();
  }

  private double required(List<String> names) {
    return energy(names)
        .orElseThrow(
            () ->
                refusing.apply(
                    "one of them, of '"
                        + name
                        + "', to be called "
                        + String.join(" or ", names)
                        + ", not "
                        + actions.keySet().stream().sorted().toList()));
  }
}
