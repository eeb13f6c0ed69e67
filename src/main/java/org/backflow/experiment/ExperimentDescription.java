package org.backflow.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.AccessEnergy;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.memory.Memory;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.files.Json;
import org.backflow.files.Sha256;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.training.Protocol;

/**
 * An experiment as the tree of keys and values that decides its result: what a report prints as its
 * configuration and hashes. Named accelerators and energy tables are written out, and {@code
 * threads} is left out, because it decides nothing.
 */
public final class ExperimentDescription {

  private ExperimentDescription() {}

  /** Returns the tree: maps, lists, texts and numbers. */
  public static Map<String, Object> of(Experiment experiment) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", experiment.name());
    tree.put("description", experiment.description());
    tree.put("data", data(experiment.data()));
    tree.put("layers", experiment.network().widths());
    tree.put("initialization", experiment.initialization().label());
    tree.put("protocol", protocol(experiment.protocol()));
    tree.put("schemes", experiment.schemes().stream().map(FeedbackScheme::name).toList());
    tree.put("numerics", ExperimentFile.label(experiment.numerics()));
    tree.put("fixedPoint", arithmetic(experiment.arithmetic()));
    tree.put("accelerator", accelerator(experiment.accelerator()));
    tree.put(
        "energyTables",
        experiment.energyTables().stream().map(ExperimentDescription::energyTable).toList());
    tree.put("runs", experiment.runs());
    tree.put("seed", experiment.seed());
    if (!experiment.published().figures().isEmpty()) {
      tree.put(
          "published", experiment.published().figures().stream().map(f -> published(f)).toList());
    }
    return tree;
  }

  private static Map<String, Object> published(PublishedFigure figure) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("scheme", figure.scheme().name());
    tree.put("testAccuracyPercent", figure.testAccuracyPercent());
    figure.p().ifPresent(p -> tree.put("p", p));
    tree.put("runs", figure.runs());
    tree.put("source", figure.source());
    figure.note().ifPresent(note -> tree.put("note", note));
    return tree;
  }

  /** Returns the SHA-256 of the tree as JSON without white space, keys in alphabetical order. */
  public static String hash(Experiment experiment) {
    return hash(of(experiment));
  }

  /**
   * {@return the hash of what decides what a training does beside its arithmetic and its schemes:
   * two trainings of one hash may be held to each other}
   *
   * @param experiment any
   */
  public static String trainingHash(Experiment experiment) {
    Map<String, Object> tree = of(experiment);
    tree.keySet()
        .retainAll(List.of("data", "layers", "initialization", "protocol", "runs", "seed"));
    return hash(tree);
  }

  /** Returns the same of a tree that was read back. */
  public static String hash(Map<String, Object> tree) {
    return Sha256.hex(Json.canonical(tree));
  }

  private static Map<String, Object> data(DataSource data) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("path", data.name());
    if (data.firstLabel() > 0) {
      tree.put("firstLabel", data.firstLabel());
    }
    tree.put(
        "split",
        data.pooled()
            .<Object>map(
                sizes -> {
                  Map<String, Object> pooled = new LinkedHashMap<>();
                  pooled.put("trainSamples", sizes.trainSamples());
                  pooled.put("testSamples", sizes.testSamples());
                  return pooled;
                })
            .orElse("official"));
    return tree;
  }

  private static Map<String, Object> protocol(Protocol protocol) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("minibatch", protocol.minibatch());
    tree.put("epochs", protocol.epochs());
    tree.put("learningRate", protocol.learningRate());
    tree.put("gradient", ExperimentFile.label(protocol.gradient()));
    tree.put("order", ExperimentFile.label(protocol.order()));
    tree.put("feedbackScale", protocol.feedbackScale().label());
    return tree;
  }

  static Map<String, Object> arithmetic(FixedPointArithmetic arithmetic) {
    Map<String, Object> formats = new LinkedHashMap<>();
    formats.put("input", arithmetic.input().toString());
    formats.put("weight", arithmetic.weight().toString());
    formats.put("activation", arithmetic.sigmoid().activation().toString());
    formats.put("derivative", arithmetic.derivative().toString());
    formats.put("delta", arithmetic.delta().toString());
    formats.put("feedback", arithmetic.feedback().toString());
    formats.put("gradient", arithmetic.gradient().toString());
    Map<String, Object> sigmoid = new LinkedHashMap<>();
    sigmoid.put("words", arithmetic.sigmoid().words());
    sigmoid.put("domain", arithmetic.sigmoid().domain());
    sigmoid.put("addressRounding", arithmetic.sigmoid().address().rounding().name());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("formats", formats);
    tree.put("sigmoid", sigmoid);
    tree.put("accumulatorBits", arithmetic.accumulatorBits());
    return tree;
  }

  private static Map<String, Object> accelerator(Accelerator accelerator) {
    Map<String, Object> dataflow = new LinkedHashMap<>();
    dataflow.put("forward", accelerator.dataflows().forward().label());
    dataflow.put("feedback", accelerator.dataflows().feedback().label());
    dataflow.put("update", accelerator.dataflows().update().label());
    Map<String, Object> sram = new LinkedHashMap<>();
    sram.put("activationKibibytes", accelerator.memories().activationKibibytes());
    sram.put("weightKibibytes", accelerator.memories().weightKibibytes());
    sram.put("feedbackKibibytes", accelerator.memories().feedbackKibibytes());
    sram.put("accumulatorKibibytes", accelerator.memories().accumulatorKibibytes());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", accelerator.name());
    tree.put("source", accelerator.source());
    tree.put("array", accelerator.array().toString());
    tree.put(
        "feedbackArray",
        accelerator.separateFeedbackArray().map(ArrayShape::toString).orElse("shared"));
    tree.put("dataflow", dataflow);
    tree.put("folds", accelerator.foldSequence().label());
    tree.put("zeroGating", accelerator.zeroGating());
    tree.put("vectorLanes", accelerator.vectorLanes());
    tree.put("clockMegahertz", accelerator.clockMegahertz());
    MemoryKeys.describe(accelerator.memorySystem(), tree, sram);
    tree.put("sram", sram);
    return tree;
  }

  private static Map<String, Object> energyTable(EnergyTable table) {
    Map<String, Object> sram = new LinkedHashMap<>();
    for (Memory memory : Memory.values()) {
      sram.put(memory.name().toLowerCase(Locale.ROOT), access(table.sram(memory)));
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", table.name());
    tree.put("technology", table.technology());
    tree.put("multiply", EnergyEntries.described(table.multiply()));
    table
        .gatedMultiply()
        .ifPresent(gated -> tree.put("gatedMultiply", EnergyEntries.described(gated)));
    tree.put("multiplyIncludesAdd", table.multiplyIncludesAdd());
    tree.put("add", EnergyEntries.described(table.add()));
    tree.put("sram", sram);
    table.dram().ifPresent(dram -> tree.put("dram", access(dram)));
    tree.put("elementLeakagePicojoulesPerCycle", table.elementLeakagePicojoulesPerCycle());
    return tree;
  }

  private static Map<String, Object> access(AccessEnergy energy) {
    if (energy instanceof AccessEnergy.PerBit perBit) {
      Map<String, Object> tree = EnergyEntries.described(perBit.perBit());
      tree.put("smallestBits", perBit.smallestBits());
      if (perBit.largestBits() < Long.MAX_VALUE) {
        tree.put("largestBits", perBit.largestBits());
      }
      tree.put("leakagePicojoulesPerBitCycle", perBit.leakagePicojoulesPerBitCycle());
      return tree;
    }
    AccessEnergy.PerWord perWord = (AccessEnergy.PerWord) energy;
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("readPicojoules", perWord.readPicojoules());
    tree.put("writePicojoules", perWord.writePicojoules());
    tree.put("leakagePicojoulesPerCycle", perWord.leakagePicojoulesPerCycle());
    tree.put("source", perWord.source());
    return tree;
  }
}
