package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;

/** Every option of every command: a wrong value is wrong usage, a wrong file is invalid input. */
final class ExitCodesTest {
  private static final String NONSENSE = "?no/such";

  /** What names something to read, or changes what was read. */
  private static final Set<String> INPUTS =
      Set.of(
          "--accelerator",
          "--energy",
          "--topology",
          "--devices",
          "--baseline",
          "--experiment",
          "--set");

  /** What names something to write: any name will do. */
  private static final Set<String> OUTPUTS =
      Set.of("--output", "--export", "--trace", "--junit", "--vcd");

  /** What a command needs beside the option, unless the option is among it. */
  private static final Map<String, List<String>> COMPANIONS =
      Map.of(
          "cost", List.of("--layers=3-2"),
          "report", List.of("reports/mnist-20"),
          "sweep", List.of("scheme-depth-width"),
          "sweep --where", List.of("scheme-depth-width", "--best=energy"),
          "cost --gemm", List.of(),
          "cost --layers", List.of(),
          "cost --topology", List.of());

  static Stream<Arguments> options() {
    return Main.commandLine().getSubcommands().entrySet().stream()
        .flatMap(
            command ->
                command.getValue().getCommandSpec().options().stream()
                    .filter(option -> option.arity().max() > 0)
                    .filter(option -> !OUTPUTS.contains(option.longestName()))
                    .map(option -> Arguments.of(command.getKey(), option)));
  }

  @ParameterizedTest
  @MethodSource("options")
  void option_withNonsense_endsWithTwo_orThreeIfItNamesWhatIsRead(
      String command, OptionSpec option) {
    List<String> line = new ArrayList<>();
    line.add(command);
    line.addAll(
        COMPANIONS.getOrDefault(
            command + " " + option.longestName(), COMPANIONS.getOrDefault(command, List.of())));
    line.add(option.longestName() + "=" + NONSENSE);
    Outcome outcome = Outcome.of(line.toArray(String[]::new));
    assertThat(outcome.code())
        .as("%s: %s", line, outcome.err())
        .isEqualTo(INPUTS.contains(option.longestName()) ? 3 : 2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("backflow: ").contains(NONSENSE);
    assertThat(outcome.err().contains("Try: backflow " + command + " --help"))
        .isEqualTo(outcome.code() == 2);
  }

  @Test
  void unknownOption_orMissingValue_endsWithTwo() {
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      if (!command.equals("help")) { // helps with anything
        assertThat(Outcome.of(command, "--nothing").code()).as(command).isEqualTo(2);
      }
    }
    assertThat(Outcome.of("cost", "--gemm").code()).isEqualTo(2);
    assertThat(Outcome.of("cost", "--gemm", "1,2").code()).isEqualTo(2);
    assertThat(Outcome.of("nothing").code()).isEqualTo(2);
  }
}
