package org.backflow.cosim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.backflow.experiment.file.Home;
import org.backflow.files.Sha256;

/**
 * Builds testbenches with {@code hdl-ref/build}, each once: an executable is kept under a key of
 * everything that it depends on, sources, parameters and the version of the tool.
 *
 * @param sources the folder {@code hdl-ref}
 * @param cache the folder of the executables
 */
public record HdlBuild(Path sources, Path cache) {

  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final String CACHE = "target/hdl";
  private static final String EXECUTABLE = "simulation";

  /**
   * Returns the builder of {@code home}, which keeps executables in {@code target/hdl}: of the
   * checkout, or of the working directory where the sources come out of the jar.
   */
  public static HdlBuild of(Home home) {
    Path sources = home.shipped("hdl-ref");
    return PackedFolder.isOne(sources)
        ? new HdlBuild(PackedFolder.unpack(sources), home.own(CACHE).toAbsolutePath())
        : new HdlBuild(sources.toAbsolutePath(), home.shipped(CACHE).toAbsolutePath());
  }

  /**
   * What is built.
   *
   * @param testbench the name of the top module, {@code tb_os_array}
   * @param parameters values of its parameters; the others keep their defaults
   * @param waveform whether the executable can dump waveforms, which makes a Verilator build slower
   * @param isShort whether it simulates so few cycles that the build should be fast, not they
   */
  public record Target(
      HdlSimulator simulator,
      String testbench,
      Map<String, Integer> parameters,
      boolean waveform,
      boolean isShort) {
    /** Copies the map, in the order of the names. */
    public Target {
      parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** Returns a target without waveforms. */
    public static Target of(
        HdlSimulator simulator, String testbench, Map<String, Integer> parameters) {
      return new Target(simulator, testbench, parameters, false, false);
    }
  }

  /**
   * Returns the executable of {@code target}, which takes the plusargs of the testbench; builds it
   * unless that has been done before.
   *
   * @throws MissingToolException when the simulator is not installed
   * @throws HdlFailureException when the testbench does not compile; the message shows the log
   */
  public Path build(Target target) {
    HdlSimulator simulator = target.simulator();
    simulator
        .firstMissing(System.getenv("PATH"))
        .ifPresent(
            command -> {
              throw new MissingToolException(simulator, command);
            });
    try {
      Files.createDirectories(cache);
      Path folder = cache.resolve(target.testbench() + "-" + key(target));
      Path executable = folder.resolve(EXECUTABLE);
      if (!Files.isExecutable(executable)) {
        compile(target, folder);
      }
      return executable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Builds beside the final place and moves there, so that a folder of that name is complete. */
  private void compile(Target target, Path folder) throws IOException {
    Path work = Files.createTempDirectory(cache, "building-");
    try {
      Path log = work.resolve("build.log");
      OptionalInt code = ToolProcess.run(command(target, work), sources, log, LIMIT);
      if (code.isEmpty() || code.getAsInt() != 0) {
        throw new HdlFailureException(
            target.testbench()
                + " with "
                + target.parameters()
                + (code.isEmpty() ? " took too long to build by " : " cannot be built by ")
                + target.simulator().label()
                + ToolProcess.tail(log));
      }
      Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // Another process was faster with the same build.
      ToolProcess.delete(work);
    } finally {
      ToolProcess.delete(work);
    }
  }

  private List<String> command(Target target, Path work) {
    List<String> command = new ArrayList<>();
    command.add("env");
    command.add("VERILATOR_RUNTIME=" + cache.resolve("verilator-runtime"));
    command.add("SIMULATION=" + (target.isShort() ? "short" : "long"));
    command.add(sources.resolve("build").toString());
    command.add(target.simulator().label() + (target.waveform() ? "-vcd" : ""));
    command.add(target.testbench());
    command.add(work.resolve(EXECUTABLE).toString());
    target.parameters().forEach((name, value) -> command.add(name + "=" + value));
    return command;
  }

  private String key(Target target) throws IOException {
    MessageDigest digest = Sha256.begin();
    digest.update(target.toString().getBytes(StandardCharsets.UTF_8));
    digest.update(version(target.simulator()));
    for (Path file : filesThatMatter(target.testbench())) {
      digest.update(sources.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private byte[] version(HdlSimulator simulator) throws IOException {
    Path log = Files.createTempFile(cache, "version-", ".log");
    try {
      ToolProcess.run(simulator.versionCommand(), cache, log, LIMIT);
      return Files.readAllBytes(log);
    } finally {
      Files.delete(log);
    }
  }

  private List<Path> filesThatMatter(String testbench) throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(sources.resolve("build"));
    files.add(sources.resolve("tb/conversion_runtime.sv"));
    files.add(sources.resolve("tb").resolve(testbench + ".sv"));
    try (Stream<Path> modules = Files.list(sources.resolve("rtl"))) {
      modules.filter(file -> file.toString().endsWith(".sv")).sorted().forEach(files::add);
    }
    return files;
  }
}
