package org.backflow.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code backflow}. */
@Command(
    name = "backflow",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "What the feedback path of a training accelerator costs, and what it buys.")
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /** The program without a command; picocli makes it. */
  Main() {}

  /**
   * Runs the program and exits with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public void run() {
    CommandLine commandLine = spec.commandLine();
    commandLine.usage(commandLine.getOut());
  }

  /** Reads the version that the build wrote beside this class. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
        properties.load(in);
      }
      return new String[] {"backflow " + properties.getProperty("version")};
    }
  }
}
