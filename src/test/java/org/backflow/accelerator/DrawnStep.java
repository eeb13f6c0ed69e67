package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.backflow.accelerator.memory.Dram;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.FoldOrder;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.SramPorts;
import org.backflow.accelerator.memory.TransposedAccess;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.layer.DensePlan;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;

/** A step of a random network on a random accelerator, all drawn from a seed. */
record DrawnStep(
    int seed,
    NetworkShape network,
    FeedbackScheme scheme,
    int batch,
    StepPlan.Options options,
    Accelerator accelerator) {

  static DrawnStep draw(int seed, boolean dram) {
    Random random = new Random(seed);
    NetworkShape network = drawNetwork(random);
    return new DrawnStep(
        seed,
        network,
        drawScheme(network, random),
        1 + random.nextInt(20),
        new StepPlan.Options(random.nextBoolean(), random.nextBoolean()),
        drawAccelerator(random, dram));
  }

  StepCost cost() {
    return cost(batch, accelerator);
  }

  StepCost cost(int otherBatch, Accelerator other) {
    StepPlan plan = DensePlan.of(network, scheme, otherBatch, options);
    return new CostModel(other, FixedPointArithmetic.sixteenBits()).cost(plan);
  }

  DrawnStep with(Accelerator other) {
    return new DrawnStep(seed, network, scheme, batch, options, other);
  }

  DrawnStep withDram(Optional<Dram> dram) {
    MemorySystem system = accelerator.memorySystem();
    return with(
        accelerator.withMemorySystem(
            new MemorySystem(
                dram,
                system.doubleBuffered(),
                system.foldOrder(),
                system.ports(),
                system.transposedAccess(),
                system.feedbackStorage())));
  }

  DrawnStep withPorts(Map<Memory, SramPorts> ports) {
    MemorySystem system = accelerator.memorySystem();
    return with(
        accelerator.withMemorySystem(
            new MemorySystem(
                system.dram(),
                system.doubleBuffered(),
                system.foldOrder(),
                ports,
                system.transposedAccess(),
                system.feedbackStorage())));
  }

  DrawnStep withMemories(int kibibytes) {
    return with(
        new Accelerator(
            accelerator.name(),
            accelerator.source(),
            accelerator.array(),
            accelerator.separateFeedbackArray(),
            accelerator.dataflows(),
            accelerator.foldSequence(),
            accelerator.zeroGating(),
            accelerator.vectorLanes(),
            accelerator.clockMegahertz(),
            new Accelerator.Memories(kibibytes, kibibytes, kibibytes, kibibytes),
            accelerator.memorySystem()));
  }

  private static NetworkShape drawNetwork(Random random) {
    Integer[] widths = new Integer[3 + random.nextInt(3)];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = 1 + random.nextInt(random.nextInt(3) == 0 ? 150 : 30);
    }
    return new NetworkShape(List.of(widths));
  }

  private static FeedbackScheme drawScheme(NetworkShape network, Random random) {
    int narrowest =
        IntStream.rangeClosed(1, network.layers()).map(network::width).min().orElseThrow();
    List<FeedbackScheme> schemes = new ArrayList<>(FeedbackSchemes.all());
    schemes.set(
        schemes.indexOf(FeedbackSchemes.SPARSE),
        FeedbackSchemes.sparse(1 + random.nextInt(narrowest)));
    return schemes.get(random.nextInt(schemes.size()));
  }

  private static Accelerator drawAccelerator(Random random, boolean dram) {
    ArrayShape array = shape(random);
    return new Accelerator(
        "drawn",
        "made up",
        array,
        random.nextBoolean() ? Optional.empty() : Optional.of(shape(random)),
        new Accelerator.Dataflows(
            any(Dataflow.values(), random),
            any(Dataflow.values(), random),
            any(Dataflow.values(), random)),
        any(FoldSequence.values(), random),
        false,
        1 + random.nextInt(20),
        100.0,
        new Accelerator.Memories(
            1 + random.nextInt(8),
            1 + random.nextInt(8),
            1 + random.nextInt(4),
            1 + random.nextInt(4)),
        drawSystem(random, dram));
  }

  private static ArrayShape shape(Random random) {
    return new ArrayShape(1 + random.nextInt(8), 1 + random.nextInt(8));
  }

  private static <T> T any(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  private static MemorySystem drawSystem(Random random, boolean dram) {
    Map<Memory, SramPorts> ports = new EnumMap<>(Memory.class);
    for (Memory memory : Memory.values()) {
      if (random.nextInt(4) == 0) {
        ports.put(
            memory,
            new SramPorts(1 + random.nextInt(64), 1 + random.nextInt(4), 1 + random.nextInt(2)));
      }
    }
    List<Optional<TransposedAccess>> accesses =
        ports.containsKey(Memory.WEIGHT)
            ? List.of(
                Optional.empty(),
                Optional.of(TransposedAccess.COPY),
                Optional.of(TransposedAccess.BUFFER),
                Optional.of(TransposedAccess.COLUMN_READS))
            : List.of(Optional.empty(), Optional.of(TransposedAccess.COPY));
    List<FeedbackStorage> storages =
        dram
            ? List.of(
                FeedbackStorage.SRAM,
                FeedbackStorage.SRAM,
                FeedbackStorage.DRAM,
                FeedbackStorage.LFSR,
                FeedbackStorage.WIRED)
            : List.of(FeedbackStorage.SRAM, FeedbackStorage.LFSR, FeedbackStorage.WIRED);
    return new MemorySystem(
        dram
            ? Optional.of(new Dram((1 + random.nextInt(200)) / 8.0, random.nextInt(40)))
            : Optional.empty(),
        random.nextBoolean(),
        any(FoldOrder.values(), random),
        ports,
        accesses.get(random.nextInt(accesses.size())),
        storages.get(random.nextInt(storages.size())));
  }
}
