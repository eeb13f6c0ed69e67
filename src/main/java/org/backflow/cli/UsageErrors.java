package org.backflow.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.backflow.configuration.tree.NearestName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command line in two lines: what, with the nearest right name, and where
 * help is.
 */
final class UsageErrors implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    return Messages.usage(command, message(exception, command.getCommandSpec()));
  }

  private static String message(ParameterException exception, CommandSpec command) {
    if (exception instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched, command);
    }
    @Nullable ArgSpec argument = exception.getArgSpec();
    String value = exception.getValue();
    if (argument != null && value != null && argument.type().isEnum()) {
      List<String> names =
          Arrays.stream(argument.type().getEnumConstants())
              .map(each -> each.toString().toLowerCase(Locale.ROOT))
              .toList();
      String name =
          argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
      return name + " " + value + ": no such value" + meant(value, names);
    }
    return String.valueOf(exception.getMessage());
  }

  private static String unmatched(UnmatchedArgumentException exception, CommandSpec command) {
    String given = exception.getUnmatched().get(0);
    if (exception.isUnknownOption()) {
      String name = given.replaceFirst("=.*", "");
      List<String> names =
          command.options().stream().flatMap(option -> Arrays.stream(option.names())).toList();
      return "unknown option '" + name + "'" + meant(name, names);
    }
    return command.subcommands().isEmpty()
        ? "unexpected argument '" + given + "'"
        : "unknown command '" + given + "'" + meant(given, command.subcommands().keySet());
  }

  private static String meant(String given, Collection<String> names) {
    return NearestName.of(given, names)
        .map(nearest -> "; did you mean '" + nearest + "'?")
        .orElse("; expected one of " + String.join(", ", names));
  }
}
