package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backflow.configuration.Setting;
import org.backflow.experiment.TinyImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** An option that several commands have means the same in all: a key of the experiment. */
final class SharedOptionsTest {
  private static final List<String> COMMANDS =
      List.of("compare", "audit", "cost", "sweep", "resources", "cosim", "verify");

  /** Each option with a value, and the key that it stands for. */
  private static final Map<String, String> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put("--accelerator=edge-16x16-dram", "accelerator=edge-16x16-dram");
    KEYS.put(
        "--accelerator=data/accelerators/edge-16x16-dram.yaml",
        "accelerator=data/accelerators/edge-16x16-dram.yaml");
    KEYS.put("--array=8x4", "accelerator.array=8x4");
    KEYS.put("--dataflow=ws", "accelerator.dataflow=ws");
    KEYS.put("--energy=aladdin-45nm", "energyTables=[aladdin-45nm]");
    KEYS.put("--energy=aladdin-45nm,horowitz-45nm", "energyTables=[aladdin-45nm, horowitz-45nm]");
    KEYS.put("--batch=4", "protocol.minibatch=4");
    KEYS.put("--bits=12", "fixedPoint.bits=12");
    KEYS.put("--scheme=one-hot", "schemes=[one-hot]");
    KEYS.put("--scheme=random,one-hot", "schemes=[random, one-hot]");
    KEYS.put("--scheme=all", "schemes=all");
  }

  @TempDir private static Path folder;

  /** What each command needs beside, so that it ends soon. */
  private static List<String> line(String command) throws IOException {
    Path images = folder.resolve("images");
    if (Files.notExists(images)) {
      TinyImages.write(Files.createDirectory(images));
      Files.writeString(
          folder.resolve("small.yaml"),
          "experiment: mnist-20\ntrain: false\nspace:\n  fixedPoint.rounding: [RND, TRN]\n");
    }
    return switch (command) {
      case "compare", "audit" -> {
        List<String> line =
            new ArrayList<>(
                List.of(
                    command,
                    "--set=data.path=" + images,
                    "--set=layers=36-8-4",
                    "--set=protocol.epochs=1",
                    "--set=runs=1",
                    "--set=numerics=float"));
        if (command.equals("compare")) {
          line.add("--output=" + folder.resolve("report"));
        }
        yield line;
      }
      case "cost" -> List.of(command, "--layers=36-8-4");
      case "sweep" ->
          List.of(
              command,
              folder.resolve("small.yaml").toString(),
              "--output=" + folder.resolve("sweep"),
              "--restart");
      default -> List.of(command);
    };
  }

  private static Stream<Arguments> runs() {
    // The co-simulation takes minutes and tools; its options are held to the others by their help.
    return Stream.of("compare", "audit", "cost", "sweep", "resources")
        .flatMap(command -> KEYS.keySet().stream().map(option -> Arguments.of(command, option)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void option_inEveryCommand_isTheSettingOfItsKey(String command, String option)
      throws IOException {
    String byOption = output(command, option);
    assertThat(output(command, "--set=" + KEYS.get(option))).isEqualTo(byOption);
    // Resources have no scheme, minibatch or energy, which is said in a remark; audit counts all
    // schemes and follows one-hot if it is among those asked for.
    boolean without =
        (command.equals("resources") && option.matches("--(scheme|batch|energy).*"))
            || (command.equals("audit") && option.startsWith("--scheme"));
    if (!without) {
      assertThat(byOption).isNotEqualTo(output(command, "--set=seed=1"));
    }
  }

  private static String output(String command, String option) throws IOException {
    List<String> line = new ArrayList<>(line(command));
    line.add("--format=json");
    line.add(option);
    Outcome outcome = Outcome.of(line.toArray(String[]::new));
    assertThat(outcome.code()).as("%s: %s", line, outcome.err()).isZero();
    // The command that repeats it names changes in the order in which they are made.
    return outcome.out().lines().filter(each -> !each.contains("\"command\"")).toList().toString();
  }

  @Test
  void options_haveOneHelpInAllCommands() {
    CommandLine main = Main.commandLine();
    List<String> names = new ArrayList<>(List.of("--set"));
    KEYS.keySet().forEach(option -> names.add(option.replaceFirst("=.*", "")));
    for (String name : names) {
      assertThat(COMMANDS)
          .extracting(command -> help(main.getSubcommands().get(command).getCommandSpec(), name))
          .as(name)
          .allMatch(
              help -> help.equals(help(main.getSubcommands().get("cost").getCommandSpec(), name)));
    }
  }

  private static List<String> help(CommandSpec spec, String name) {
    OptionSpec option = spec.findOption(name);
    assertThat(option).as("%s of %s", name, spec.name()).isNotNull();
    List<String> help = new ArrayList<>(List.of(option.paramLabel(), option.splitRegex()));
    help.addAll(Arrays.asList(option.description()));
    return help;
  }

  @Test
  void changes_areTheSettingsOfTheirKeys_inTheOrderOfTheCommandLine() {
    ExperimentChanges changes = new ExperimentChanges();
    new CommandLine(changes)
        .parseArgs(
            "--set=accelerator.array=4x4",
            "--scheme=random-ln(t+e),one-hot",
            "--accelerator=it's mine.yaml",
            "--array=8x8");
    assertThat(changes.settings())
        .extracting(Setting::toString)
        .containsExactly(
            "accelerator='it''s mine.yaml'",
            "accelerator.array=8x8",
            "schemes=[random-ln(t+e), one-hot]",
            "accelerator.array=4x4");
  }
}
