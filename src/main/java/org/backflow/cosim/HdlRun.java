package org.backflow.cosim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One run of a built testbench in a folder of its own, which holds its stimulus and its trace. The
 * folder stays until {@link #discard}: who finds no difference discards it, and what failed can be
 * looked at and repeated.
 *
 * @param executable what {@link HdlBuild} returned
 * @param folder the working directory of the run; created, with nothing in it
 */
public record HdlRun(Path executable, Path folder) {

  /** What a testbench is told to call its waveform. */
  static final String WAVEFORM = "waveform.vcd";

  private static final String PASS = "PASS";

  /** Empties the folder, or creates it. */
  public HdlRun {
    ToolProcess.delete(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the path of {@code name} in the folder of the run. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /**
   * Runs the testbench and returns its line that starts with PASS.
   *
   * @param limit how long it may take
   * @param plusargs such as {@code +stimulus=stimulus.txt}; file names are relative to the folder
   * @throws HdlFailureException when it takes longer, exits with other than 0, or does not print
   *     PASS at the start of a line; the message says where the files are
   */
  public String run(Duration limit, List<String> plusargs) {
    return run(limit, plusargs, () -> {});
  }

  /** Runs the testbench likewise, and {@code everySecond} meanwhile. */
  String run(Duration limit, List<String> plusargs, Runnable everySecond) {
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    command.addAll(plusargs);
    Path log = file("simulation.log");
    OptionalInt code = ToolProcess.run(command, folder, log, limit, everySecond);
    if (code.isEmpty()) {
      throw failed("is not done after " + limit.toSeconds() + " s", log);
    }
    if (code.getAsInt() != 0) {
      throw failed("ends with exit code " + code.getAsInt(), log);
    }
    try {
      return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
          .filter(line -> line.startsWith(PASS))
          .findFirst()
          .orElseThrow(() -> failed("ends without " + PASS, log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the folder. */
  public void discard() {
    ToolProcess.delete(folder);
  }

  private HdlFailureException failed(String how, Path log) {
    return new HdlFailureException(
        "the simulation " + how + "; its files are in " + folder + ToolProcess.tail(log));
  }
}
