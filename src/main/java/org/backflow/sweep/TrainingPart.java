package org.backflow.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.AccessEnergy;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.EnergyCurve;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.Hardware;
import org.backflow.experiment.Numerics;
import org.backflow.experiment.Presentation;
import org.backflow.experiment.PublishedResults;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.FixedPointArithmetic;

/**
 * What training reads of an experiment: all but what its step is priced on and what it is called.
 * Experiments with equal parts train to the same bits, so a network is trained once for all of
 * them.
 *
 * <p>The part is an experiment itself, and it is this one that is trained: what it leaves out can
 * have no effect on what comes of it. Whether zeros hold multipliers back is kept, because then
 * they are counted after the training.
 */
public final class TrainingPart {
  private static final String NAME = "training";
  private static final Presentation PRESENTATION =
      new Presentation(NAME, NAME, NAME, PublishedResults.NONE);

  private static final Accelerator ANY_ACCELERATOR = accelerator(false);
  private static final Accelerator ANY_GATED_ACCELERATOR = accelerator(true);
  private static final FixedPointArithmetic ANY_ARITHMETIC = FixedPointArithmetic.sixteenBits();
  private static final EnergyTable ANY_TABLE = energyTable();

  private TrainingPart() {}

  /** Returns the part of {@code experiment} that trains {@code schemes}. */
  public static Experiment of(Experiment experiment, List<FeedbackScheme> schemes) {
    Hardware hardware = experiment.hardware();
    return new Experiment(
        PRESENTATION,
        experiment.model(),
        schemes,
        experiment.training().on(experiment.training().data().called(NAME)),
        new Hardware(
            experiment.computesFixed() ? hardware.arithmetic() : ANY_ARITHMETIC,
            hardware.accelerator().zeroGating() ? ANY_GATED_ACCELERATOR : ANY_ACCELERATOR,
            List.of(ANY_TABLE)));
  }

  /** Returns {@code part} in fixed point alone. */
  static Experiment inFixedPoint(Experiment part) {
    return new Experiment(
        part.presentation(),
        part.model(),
        part.schemes(),
        part.training().in(Numerics.FIXED),
        part.hardware());
  }

  /**
   * Returns the same text for experiments whose networks of one scheme train to the same bits in
   * float, whatever their formats are.
   */
  static String floatKey(Experiment experiment) {
    return key(
        new Experiment(
            PRESENTATION,
            experiment.model(),
            experiment.schemes(),
            experiment.training().in(Numerics.FLOAT),
            new Hardware(ANY_ARITHMETIC, ANY_ACCELERATOR, List.of(ANY_TABLE))));
  }

  /**
   * Returns the same text for experiments whose networks of one scheme train to the same bits,
   * whatever their own schemes are.
   */
  public static String key(Experiment experiment) {
    Map<String, Object> tree = ExperimentCodec.describe(of(experiment, experiment.schemes()));
    tree.remove("schemes");
    return ExperimentCodec.hash(tree);
  }

  private static Accelerator accelerator(boolean zeroGating) {
    return new Accelerator(
        NAME,
        NAME,
        new ArrayShape(1, 1),
        Optional.empty(),
        Accelerator.Dataflows.all(Dataflow.OS),
        FoldSequence.SEQUENTIAL,
        zeroGating,
        1,
        1.0,
        new Accelerator.Memories(1, 1, 1, 1),
        MemorySystem.ON_CHIP);
  }

  private static EnergyTable energyTable() {
    EnergyCurve free = EnergyCurve.constant(0.0, NAME);
    AccessEnergy access = new AccessEnergy.PerBit(free, 1, 0.0);
    return new EnergyTable(
        NAME,
        NAME,
        free,
        Optional.empty(),
        false,
        free,
        EnergyTable.everyMemory(access),
        Optional.of(access),
        0.0);
  }
}
