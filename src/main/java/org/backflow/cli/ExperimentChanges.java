package org.backflow.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.configuration.Setting;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.Problem;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.AcceleratorFile;
import org.backflow.experiment.file.EnergyTableFile;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.experiment.file.Home;
import org.backflow.experiment.file.Variant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What a command changes in its experiment: any key by {@code --set}, and the keys that are changed
 * most by options of their own. An option means the same in every command: the key that it stands
 * for. Where both are given, {@code --set} has the last word.
 */
final class ExperimentChanges {
  private static final String SET = "--set";
  private static final String ALL = "all";

  @Option(
      names = "--accelerator",
      paramLabel = "NAME|FILE",
      description =
          "What a step is priced on (key accelerator): a name of data/accelerators, or the path of"
              + " a .yaml or of a .cfg of SCALE-Sim.")
  private @Nullable String accelerator;

  @Option(
      names = "--array",
      paramLabel = "RxC",
      description = "Rows x columns of its array (accelerator.array).")
  private @Nullable String array;

  @Option(
      names = "--dataflow",
      paramLabel = "os|ws|is",
      description = "Output-, weight- or input-stationary (accelerator.dataflow).")
  private @Nullable String dataflow;

  @Option(
      names = "--energy",
      paramLabel = "NAME|FILE",
      split = ",",
      description =
          "Energy tables (energyTables), the first that of printed tables: names of data/energy, or"
              + " paths, also of energy reference tables of Accelergy. Several with commas.")
  private List<String> energy = new ArrayList<>();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Samples of a minibatch, which is one step (protocol.minibatch).")
  private @Nullable Integer batch;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description =
          "Width of every stored word; its integer bits stay, sums keep theirs (fixedPoint.bits).")
  private @Nullable Integer bits;

  @Option(
      names = "--scheme",
      paramLabel = "NAME",
      split = ",",
      description =
          "Feedback schemes (schemes): ${COMPLETION-CANDIDATES}, or sparse-K for K connections per"
              + " unit; all for those that fit the layers. Several with commas.",
      completionCandidates = SchemeNames.class)
  private List<String> schemes = new ArrayList<>();

  @Option(
      names = SET,
      paramLabel = "KEY=VALUE",
      description =
          "Change any key of the experiment: --set protocol.epochs=5. Repeatable; wins over the"
              + " options above.")
  private List<String> settings = new ArrayList<>();

  ExperimentChanges() {}

  /**
   * Reads the experiment of {@code file} with the changes.
   *
   * @param defaults what the command has where the experiment's own value is not meant
   * @param last what the command insists on
   */
  Experiment load(Home home, Path file, List<Setting> defaults, List<Setting> last) {
    List<Setting> all = new ArrayList<>(defaults);
    all.addAll(settings());
    all.addAll(last);
    requireFiles(home);
    try {
      return ExperimentFile.load(file, home, all);
    } catch (ConfigurationException e) {
      readFiles(home);
      throw e.problems().stream().allMatch(ExperimentChanges::isOfAnOption)
          ? new InvalidOptionException(String.valueOf(e.getMessage()))
          : e;
    }
  }

  /** Returns the experiment under the name of what is changed in it. */
  Experiment named(Experiment experiment, Home home, Path file) {
    return Variant.of(experiment, described(home, file), settings());
  }

  /** Returns what the file says alone; without the changes it may be none that can be run. */
  private static Optional<Experiment> described(Home home, Path file) {
    try {
      return Optional.of(ExperimentFile.load(file, home, List.of()));
    } catch (ConfigurationException incomplete) {
      return Optional.empty();
    }
  }

  /** Files that are not there are invalid input, as they are elsewhere. */
  private void requireFiles(Home home) {
    if (accelerator != null) {
      home.accelerators().files().find("--accelerator", accelerator);
    }
    energy.forEach(table -> home.energyTables().files().find("--energy", table));
  }

  /** Tells what is wrong with the files by themselves of them, and not of the options. */
  private void readFiles(Home home) {
    if (accelerator != null) {
      AcceleratorFile.load(home, accelerator, List.of());
    }
    energy.forEach(table -> EnergyTableFile.load(home, table));
  }

  private static boolean isOfAnOption(Problem problem) {
    String source = problem.location().source();
    return problem.location().isOption() && !source.startsWith(SET + " ");
  }

  /** Returns the changes as settings, each option at its place in help. */
  List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    if (accelerator != null) {
      all.add(setting("--accelerator", accelerator, "accelerator", quoted(accelerator)));
    }
    if (array != null) {
      ArrayShape shape = InvalidOptionException.parse("--array", array, ArrayShape::parse);
      all.add(setting("--array", array, "accelerator.array", shape.toString()));
    }
    if (dataflow != null) {
      Dataflow named = InvalidOptionException.parse("--dataflow", dataflow, Dataflow::named);
      all.add(setting("--dataflow", dataflow, "accelerator.dataflow", named.label()));
    }
    if (!energy.isEmpty()) {
      all.add(setting("--energy", String.join(",", energy), "energyTables", list(energy)));
    }
    if (batch != null) {
      all.add(setting("--batch", batch.toString(), "protocol.minibatch", batch.toString()));
    }
    if (bits != null) {
      all.add(setting("--bits", bits.toString(), "fixedPoint.bits", bits.toString()));
    }
    if (!schemes.isEmpty()) {
      all.add(setting("--scheme", String.join(",", schemes), "schemes", schemesAsYaml()));
    }
    settings.forEach(written -> all.add(Setting.parse(written)));
    return all;
  }

  private String schemesAsYaml() {
    if (schemes.equals(List.of(ALL))) {
      return ALL;
    }
    schemes.forEach(name -> SchemeNames.parse("--scheme", name));
    return list(schemes);
  }

  private static Setting setting(String option, String written, String key, String yaml) {
    return Setting.ofOption(option, written, key, yaml);
  }

  private static String list(List<String> elements) {
    return elements.stream()
        .map(element -> quoted(element.strip()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Returns a text as YAML takes it for one, whatever is in it. */
  private static String quoted(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9+()./_-]*") ? text : "'" + text.replace("'", "''") + "'";
  }

  /** Returns whether any change is of {@code key}, or of what is below it. */
  boolean change(String key) {
    return settings().stream()
        .anyMatch(each -> each.key().equals(key) || each.key().startsWith(key + "."));
  }

  /** Returns the words of the command line that make the changes, each after a space. */
  String words() {
    return words(settings());
  }

  /** Returns the same without the keys that decide no result. */
  String words(String... undecided) {
    return words(
        settings().stream()
            .filter(each -> Arrays.stream(undecided).noneMatch(each.key()::equals))
            .toList());
  }

  private static String words(List<Setting> settings) {
    return settings.stream()
        .map(setting -> " " + SET + " " + ShellWord.quoted(setting.toString()))
        .collect(Collectors.joining());
  }
}
