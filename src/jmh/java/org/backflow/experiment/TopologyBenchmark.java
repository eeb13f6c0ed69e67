package org.backflow.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.OperationCost;
import org.backflow.experiment.file.AcceleratorFile;
import org.backflow.experiment.file.Home;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.foreign.scalesim.PassCost;
import org.backflow.foreign.scalesim.Topology;
import org.backflow.foreign.scalesim.TopologyFile;
import org.backflow.foreign.scalesim.TrainingPass;
import org.backflow.plan.Extent;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast closed forms are: products with all their traffic, and training steps of whole networks
 * under every dataflow and scheme, planning included. The sizes of the products are odd, so that no
 * fold is full.
 *
 * <pre>java -jar target/benchmarks.jar TopologyBenchmark</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TopologyBenchmark {

  private static final int PRODUCTS = 1000;

  private static final FixedPointArithmetic ARITHMETIC = FixedPointArithmetic.sixteenBits();

  /** Products of all sizes, and the model that prices them. */
  @State(Scope.Benchmark)
  public static class Products {
    private final List<Extent> extents = new ArrayList<>();
    private final CostModel model =
        new CostModel(
            AcceleratorFile.load(new Home(Path.of("")), "edge-16x16", List.of()), ARITHMETIC);

    /** Makes the sizes. */
    @Setup
    public void make() {
      for (int i = 0; i < PRODUCTS; i++) {
        extents.add(new Extent(1 + 37 * i % 1021, 1 + 53 * i % 2039, 1 + 71 * i % 4093));
      }
    }
  }

  /** A network and an accelerator for each dataflow. */
  @State(Scope.Benchmark)
  public static class Networks {
    /** The topology, a file of data/topologies. */
    @Param({"alexnet", "resnet-18", "gpt2-small"})
    private String topology = "alexnet";

    private @Nullable Topology layers;
    private List<Accelerator> accelerators = List.of();

    /** Reads the files. */
    @Setup
    public void read() {
      Home home = new Home(Path.of(""));
      layers = TopologyFile.read(home.topologies().find("topology", topology));
      accelerators =
          Arrays.stream(Dataflow.values())
              .map(flow -> "dataflow=" + flow.label())
              .map(setting -> AcceleratorFile.load(home, "edge-16x16", List.of(setting)))
              .toList();
    }
  }

  /** Prices one product, averaged over a thousand. */
  @Benchmark
  @OperationsPerInvocation(PRODUCTS)
  public long product(Products state) {
    long words = 0;
    for (Extent extent : state.extents) {
      OperationCost cost = state.model.cost("gemm", extent, Dataflow.WS);
      words += cost.totalCycles() + cost.moved().traffic().size();
    }
    return words;
  }

  /** Plans and prices the training step of a network, in three dataflows and every scheme. */
  @Benchmark
  public long everyDataflowAndScheme(Networks state) {
    long cycles = 0;
    for (FeedbackScheme scheme : FeedbackSchemes.all()) {
      TrainingPass pass = TrainingPass.of(Objects.requireNonNull(state.layers), scheme, 1);
      for (Accelerator accelerator : state.accelerators) {
        for (OperationCost cost : PassCost.of(pass, accelerator, ARITHMETIC).step().operations()) {
          cycles += cost.totalCycles();
        }
      }
    }
    return cycles;
  }
}
