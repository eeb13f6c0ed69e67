package org.backflow.cosim;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A simulator of SystemVerilog, with the commands that it needs. */
public enum HdlSimulator {
  /** Verilator: compiles to C++; slow to build, fast to run. */
  VERILATOR("verilator", "--version", List.of("verilator", "make", "g++")),
  /** Icarus Verilog: interprets; quick to build, slow to run. */
  ICARUS("iverilog", "-V", List.of("iverilog", "vvp"));

  private final String compiler;
  private final String versionOption;
  private final List<String> commands;

  HdlSimulator(String compiler, String versionOption, List<String> commands) {
    this.compiler = compiler;
    this.versionOption = versionOption;
    this.commands = commands;
  }

  /** Returns {@code verilator} or {@code icarus}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether every command that it needs is on the PATH. */
  public boolean isInstalled() {
    return firstMissing(System.getenv("PATH")).isEmpty();
  }

  /**
   * Returns the command to install it with on Debian: {@code apt-get install verilator g++ make}.
   */
  public String installation() {
    return "apt-get install "
        + (this == VERILATOR ? String.join(" ", "verilator", "g++", "make") : compiler);
  }

  /** Returns the first command that is on none of the folders of {@code searchPath}. */
  Optional<String> firstMissing(String searchPath) {
    return commands.stream().filter(command -> !isOn(searchPath, command)).findFirst();
  }

  /** Returns the command that prints the version. */
  List<String> versionCommand() {
    return List.of(compiler, versionOption);
  }

  private static boolean isOn(String searchPath, String command) {
    for (String folder : searchPath.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, command))) {
        return true;
      }
    }
    return false;
  }
}
