package org.backflow.cosim;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * Runs one training on the RTL and compares its trace with the model's.
 *
 * @param build builds the testbench
 * @param simulator what it is built with
 * @param work the folder below which every run has its own
 * @param waveform where a waveform of the RTL goes
 * @param clockMegahertz the clock that the waveform is to show
 * @param progress is told every second which share of the trace is there
 */
record CoreComparison(
    HdlBuild build,
    HdlSimulator simulator,
    Path work,
    Optional<Path> waveform,
    double clockMegahertz,
    DoubleConsumer progress) {

  private static final Duration LIMIT = Duration.ofMinutes(30);

  /** A testbench ends by itself what takes more cycles than it should. */
  private static final Duration LIMIT_OF_AN_INTERPRETER = Duration.ofDays(2);

  private static final String STIMULUS = "stimulus.txt";
  private static final String EXPECTED = "expected.txt";
  private static final String TRACE = "trace.txt";
  private static final String STEP_FOLDER = "-up-to-the-step";
  private static final double NANOSECONDS = 1e9;

  /**
   * What a comparison gave.
   *
   * @param difference the first one; empty when there is none
   * @param weights what the RTL holds at the end; empty when there is a difference, and with a
   *     waveform
   */
  record Outcome(
      TraceCounts counts,
      long simulatedCycles,
      double buildSeconds,
      double simulatorSeconds,
      Optional<String> difference,
      Optional<CoreWeights> weights) {}

  /**
   * Compares the run of {@code training} with the RTL, into which {@code fault} is put.
   *
   * @param name the folder of the run
   */
  Outcome run(String name, CoreTraining training, CoreFault fault) {
    long start = System.nanoTime();
    Path executable =
        build.build(
            new HdlBuild.Target(
                simulator,
                "tb_train_core",
                fault.parameters(training.parameters()),
                waveform.isPresent(),
                false));
    double buildSeconds = secondsSince(start);
    HdlRun run = new HdlRun(executable, work.resolve(name));
    long cycles = write(run, training, fault, -1);
    start = System.nanoTime();
    try {
      simulate(run, List.of("+summary"), fault);
      double simulatorSeconds = secondsSince(start);
      TraceCounts counts = TraceChecker.compare(run.file(EXPECTED), run.file(TRACE));
      Optional<CoreWeights> weights =
          readsBack() ? Optional.of(CoreWeights.read(training, run.file(TRACE))) : Optional.empty();
      run.discard();
      return new Outcome(counts, cycles, buildSeconds, simulatorSeconds, Optional.empty(), weights);
    } catch (TraceDifferenceException difference) {
      String message = inFull(executable, name, training, fault, difference);
      return different(message, cycles, buildSeconds, secondsSince(start));
    } catch (HdlFailureException failure) {
      return different(
          String.valueOf(failure.getMessage()), cycles, buildSeconds, secondsSince(start));
    }
  }

  private static Outcome different(
      String message, long cycles, double buildSeconds, double simulatorSeconds) {
    return new Outcome(
        TraceCounts.NONE,
        cycles,
        buildSeconds,
        simulatorSeconds,
        Optional.of(message),
        Optional.empty());
  }

  /** Repeats the run up to the step that differs, with the single words of that step. */
  private String inFull(
      Path executable,
      String name,
      CoreTraining training,
      CoreFault fault,
      TraceDifferenceException difference) {
    long step = (difference.line() - 1) / CoreTrace.linesOfStep(training);
    if (step >= training.batches().steps()) {
      return difference.getMessage() + "\n  the files are in " + work.resolve(name);
    }
    HdlRun run = new HdlRun(executable, work.resolve(name + STEP_FOLDER));
    write(run, training.limitedTo((int) step + 1), fault, (int) step);
    simulate(run, List.of("+words=" + step), fault);
    String words;
    try {
      TraceChecker.compare(run.file(EXPECTED), run.file(TRACE));
      words =
          "alone, the step does not differ; with the steps behind it:\n" + difference.getMessage();
    } catch (TraceDifferenceException shown) {
      words = String.valueOf(shown.getMessage());
    }
    return "step " + step + ": " + words + "\n  the files are in " + run.folder();
  }

  /** Deletes what a run that differs has left. */
  void discard(String name) {
    ToolProcess.delete(work.resolve(name));
    ToolProcess.delete(work.resolve(name + STEP_FOLDER));
  }

  private long write(HdlRun run, CoreTraining training, CoreFault fault, int stepInFull) {
    CoreStimulus.write(fault.stimulus(training), readsBack(), run.file(STIMULUS));
    CoreStimulus.write(training.arithmetic().sigmoid(), run.file("sigmoid.hex"));
    return CoreTrace.write(training, step -> step == stepInFull, readsBack(), run.file(EXPECTED));
  }

  /** Reading takes more cycles than a step: nothing that a waveform should be full of. */
  private boolean readsBack() {
    return waveform.isEmpty();
  }

  /** The testbench does not judge a fault itself: the comparison alone must see it. */
  private void simulate(HdlRun run, List<String> more, CoreFault fault) {
    List<String> plusargs = new ArrayList<>(List.of("+stimulus=" + STIMULUS, "+trace=" + TRACE));
    plusargs.addAll(more);
    if (fault != CoreFault.NONE) {
      plusargs.add("+unchecked");
    }
    waveform.ifPresent(file -> plusargs.add("+vcd=" + HdlRun.WAVEFORM));
    Duration limit = simulator == HdlSimulator.ICARUS ? LIMIT_OF_AN_INTERPRETER : LIMIT;
    run.run(limit, plusargs, () -> progress.accept(share(run.file(TRACE), run.file(EXPECTED))));
    waveform.ifPresent(
        file -> WaveformTime.of(clockMegahertz).convert(run.file(HdlRun.WAVEFORM), file));
  }

  /** Returns how much of {@code expected} has been written to {@code trace}, 0 to 1. */
  static double share(Path trace, Path expected) {
    long written = trace.toFile().length();
    long whole = expected.toFile().length();
    return whole > 0 ? Math.min(1.0, (double) written / whole) : 0.0;
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / NANOSECONDS;
  }
}
