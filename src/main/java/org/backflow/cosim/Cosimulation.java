package org.backflow.cosim;

import java.nio.file.Path;
import java.util.Optional;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.ProgressListener;

/** One part of the co-simulation: something that Java and RTL both do, and that is compared. */
public interface Cosimulation {

  /** Returns the name by which the command line chooses it. */
  String name();

  /**
   * Runs both sides and compares them. A difference is a result, not an exception.
   *
   * @throws MissingToolException when the simulator is not installed
   */
  CosimResult run(Options options);

  /**
   * Puts faults into the RTL, one after the other, each of which the comparison must see.
   *
   * @throws MissingToolException when the simulator is not installed
   */
  SelfTestResult selfTest(Options options);

  /**
   * What a run needs to know.
   *
   * @param experiment formats, network, schemes, array and data
   * @param samples training samples per scheme
   * @param seed what random configurations are drawn from
   * @param build builds the testbenches
   * @param work the folder below which every case has a folder of its own; that of a failed case is
   *     kept
   * @param waveform where to write a waveform of the RTL instead of comparing a whole run
   * @param progress is told how far it is
   */
  record Options(
      Experiment experiment,
      HdlSimulator simulator,
      int samples,
      long seed,
      HdlBuild build,
      Path work,
      Optional<Path> waveform,
      ProgressListener progress) {}
}
