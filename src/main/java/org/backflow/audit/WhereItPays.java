package org.backflow.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.memory.Dram;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.FoldOrder;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.TransposedAccess;
import org.backflow.experiment.Experiment;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.layer.LayeredNetwork;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Phase;

/**
 * The whole-step gain of a scheme as a function of width, depth, outputs, minibatch and memory.
 *
 * @param experiment what stays as it is: formats, accelerator, protocol and, along each axis, the
 *     rest of its network
 * @param scheme whose gain over {@code backprop} is wanted
 * @param threshold the gain that is worth a change of hardware, above one
 */
public record WhereItPays(Experiment experiment, FeedbackScheme scheme, double threshold) {

  private static final List<Integer> WIDTHS = List.of(10, 20, 50, 100, 200, 500, 1000, 2000);
  private static final List<Integer> DEPTHS = List.of(1, 2, 3, 4, 6, 8);
  private static final List<Integer> OUTPUTS = List.of(2, 10, 50, 100, 200, 500, 1000, 2000);
  private static final List<Integer> BATCHES = List.of(1, 2, 5, 10, 20, 50, 100, 200);

  /** Of the DRAM where the accelerator states none: 100 ns at 200 MHz. */
  private static final int LATENCY_CYCLES = 20;

  /** Checks the threshold. */
  public WhereItPays {
    if (!(threshold > 1.0)) {
      throw new IllegalArgumentException("threshold is " + threshold + "; expected more than 1");
    }
  }

  private record Design(LayeredNetwork network, int batch, Accelerator accelerator) {}

  /** A choice of memories. */
  private record Choice(String name, MemorySystem system) {}

  /** Returns one payoff per axis. */
  public List<Payoff> payoffs() {
    LayeredNetwork network = experiment.model().network();
    int batch = experiment.training().protocol().minibatch();
    List<Payoff> payoffs = new ArrayList<>();
    network.widths().ifPresent(widths -> payoffs.addAll(overWidths(widths, batch)));
    payoffs.add(payoff("minibatch", BATCHES, samples -> design(network, samples)));
    List<Payoff.Point> memories = new ArrayList<>();
    for (Choice choice : choices()) {
      Accelerator other = experiment.hardware().accelerator().withMemorySystem(choice.system());
      memories.add(point(choice.name(), new Design(network, batch, other)));
    }
    payoffs.add(new Payoff("memory", memories, Optional.empty()));
    return payoffs;
  }

  /** Returns what can be asked of dense layers: how wide and how many they are. */
  private List<Payoff> overWidths(NetworkShape network, int batch) {
    int inputs = network.inputs();
    int hidden = network.width(1);
    int outputs = network.outputs();
    List<Payoff> payoffs = new ArrayList<>();
    payoffs.add(
        payoff("hidden units", WIDTHS, width -> design(shape(inputs, width, 1, outputs), batch)));
    payoffs.add(
        payoff(
            "hidden layers",
            DEPTHS,
            depth -> design(shape(inputs, hidden, depth, outputs), batch)));
    payoffs.add(
        payoff("outputs", OUTPUTS, width -> design(shape(inputs, hidden, 1, width), batch)));
    return payoffs;
  }

  private Design design(LayeredNetwork network, int batch) {
    return new Design(network, batch, experiment.hardware().accelerator());
  }

  private List<Choice> choices() {
    Dram own =
        experiment
            .hardware()
            .accelerator()
            .memorySystem()
            .dram()
            .orElse(new Dram(1, LATENCY_CYCLES));
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("all on chip", MemorySystem.ON_CHIP));
    choices.add(new Choice("all on chip, W copied", onChip(TransposedAccess.COPY)));
    choices.add(new Choice("all on chip, W through a buffer", onChip(TransposedAccess.BUFFER)));
    for (int bytesPerCycle : List.of(32, 8, 2)) {
      Dram dram = own.withBytesPerCycle(bytesPerCycle);
      String name = "DRAM, " + bytesPerCycle + " bytes per cycle";
      choices.add(new Choice(name, offChip(dram, TransposedAccess.BUFFER)));
    }
    Dram narrow = own.withBytesPerCycle(2);
    choices.add(
        new Choice("DRAM, 2 bytes per cycle, W copied", offChip(narrow, TransposedAccess.COPY)));
    return choices;
  }

  private static MemorySystem onChip(TransposedAccess access) {
    return new MemorySystem(
        Optional.empty(),
        true,
        FoldOrder.ROWS_FIRST,
        Map.of(),
        Optional.of(access),
        FeedbackStorage.SRAM);
  }

  private static MemorySystem offChip(Dram dram, TransposedAccess access) {
    return new MemorySystem(
        Optional.of(dram),
        true,
        FoldOrder.ROWS_FIRST,
        Map.of(),
        Optional.of(access),
        FeedbackStorage.SRAM);
  }

  private static LayeredNetwork shape(int inputs, int hidden, int depth, int outputs) {
    List<Integer> widths = new ArrayList<>();
    widths.add(inputs);
    widths.addAll(Collections.nCopies(depth, hidden));
    widths.add(outputs);
    return LayeredNetwork.of(new NetworkShape(widths));
  }

  private Payoff payoff(String axis, List<Integer> values, IntFunction<Design> designs) {
    List<Integer> fitting =
        values.stream()
            .filter(value -> designs.apply(value).network().refusal(scheme).isEmpty())
            .toList();
    List<Payoff.Point> points = new ArrayList<>();
    for (int value : fitting) {
      points.add(point(Integer.toString(value), designs.apply(value)));
    }
    return new Payoff(axis, points, breakEven(fitting, points, designs));
  }

  private Payoff.Point point(String value, Design design) {
    EnergyTable table = experiment.hardware().energyTables().get(0);
    StepCost backprop = cost(design, FeedbackSchemes.BACKPROP);
    StepCost.Totals dense = backprop.totals(table, design.accelerator());
    StepCost.Totals other = cost(design, scheme).totals(table, design.accelerator());
    StepCost.Totals feedback = backprop.phase(Phase.FEEDBACK, table, design.accelerator());
    return new Payoff.Point(
        value,
        design.network().toString(),
        100.0 * feedback.cycles() / dense.cycles(),
        dense.cycles() / (double) other.cycles(),
        dense.energy().totalPicojoules() / other.energy().totalPicojoules());
  }

  private StepCost cost(Design design, FeedbackScheme priced) {
    return new CostModel(design.accelerator(), experiment.hardware().arithmetic())
        .cost(experiment.plan(design.network(), priced, design.batch()));
  }

  /** Searched by halving between the last point below the threshold and the first that meets it. */
  private Optional<Integer> breakEven(
      List<Integer> values, List<Payoff.Point> points, IntFunction<Design> designs) {
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).gainInCycles() >= threshold) {
        int enough = values.get(i);
        return Optional.of(i == 0 ? enough : search(values.get(i - 1), enough, designs));
      }
    }
    return Optional.empty();
  }

  private int search(int tooSmall, int enough, IntFunction<Design> designs) {
    int low = tooSmall;
    int high = enough;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (point("", designs.apply(middle)).gainInCycles() >= threshold) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
