package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The examples in help are right: all are valid, and those that train nothing are run. */
class HelpExamplesTest {

  private static final String PROGRAM = "  backflow ";
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** These train, need tools or files of the reader's, or write into the working directory. */
  private static final Pattern NOT_RUN =
      Pattern.compile(
          "calibrate.*|compare.*|init.*|verify.*|cosim.*|sweep.*|report"
              + " (?!--check).*|.*--trace.*|.*--output.*");

  private static Stream<String> examples() {
    List<String> examples = new ArrayList<>();
    CommandLine main = Main.commandLine();
    Stream.concat(Stream.of(main), main.getSubcommands().values().stream())
        .forEach(
            command ->
                Stream.of(command.getCommandSpec().usageMessage().footer())
                    .filter(line -> line.startsWith(PROGRAM))
                    .map(line -> line.substring(PROGRAM.length()))
                    .forEach(examples::add));
    return examples.stream();
  }

  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words.toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_isValid_andRunsWhereItTrainsNothing(String line) {
    assertThatCode(() -> Main.commandLine().parseArgs(words(line))).doesNotThrowAnyException();
    if (!NOT_RUN.matcher(line).matches()) {
      Outcome outcome = Outcome.of(words(line));
      assertThat(outcome.code()).as(outcome.err()).isZero();
      assertThat(outcome.out()).isNotBlank();
    }
  }

  @Test
  void everyCommand_hasAnExample() {
    assertThat(Main.commandLine().getSubcommands())
        .allSatisfy(
            (name, command) -> {
              if (!name.equals("help")) {
                assertThat(String.join("\n", command.getCommandSpec().usageMessage().footer()))
                    .contains("backflow " + (name.equals("completion") ? "" : name));
              }
            });
  }

  @Test
  void help_ofEveryCommand_staysWithinItsWidth() {
    for (String name : Main.commandLine().getSubcommands().keySet()) {
      assertThat(Outcome.of("help", name).out().lines())
          .as(name)
          .filteredOn(line -> !line.startsWith(PROGRAM))
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }
  }
}
