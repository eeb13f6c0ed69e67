package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.accelerator.memory.Dram;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.SramPorts;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Phase;
import org.junit.jupiter.api.Test;

/** What must hold of the cost of any network on any accelerator. */
final class CostModelLawsTest {

  private static final int CASES = 400;
  private static final int MOST_KIBIBYTES = 1 << 20;

  private static long cycles(StepCost cost) {
    return cost.operations().stream().mapToLong(OperationCost::totalCycles).sum();
  }

  private static long stalls(StepCost cost) {
    return cost.operations().stream().mapToLong(operation -> operation.when().stallCycles()).sum();
  }

  /**
   * Where all tensors have a place. Where they have not, a larger batch may take the place of one
   * and leave the others a larger buffer, with fewer transfers.
   */
  @Test
  void aLargerBatch_takesNoFewerCycles() {
    for (int seed = 0; seed < CASES; seed++) {
      DrawnStep drawn = DrawnStep.draw(seed, seed % 2 == 0).withMemories(MOST_KIBIBYTES);
      long before = 0;
      for (int batch : new int[] {1, 2, drawn.batch() + 2, 2 * drawn.batch() + 4}) {
        StepCost cost = drawn.cost(batch, drawn.accelerator());
        assertThat(cycles(cost)).as("batch %d of %s", batch, drawn).isGreaterThanOrEqualTo(before);
        before = cycles(cost);
      }
    }
  }

  @Test
  void aFasterDram_makesNoOperationWaitLonger() {
    int faster = 0;
    for (int seed = 0; seed < CASES; seed++) {
      DrawnStep drawn = DrawnStep.draw(seed, true);
      Dram dram = drawn.accelerator().memorySystem().dram().orElseThrow();
      List<Dram> better =
          List.of(
              new Dram(dram.bytesPerCycle() + 0.125, dram.latencyCycles()),
              new Dram(dram.bytesPerCycle() * 3, dram.latencyCycles()),
              new Dram(dram.bytesPerCycle(), dram.latencyCycles() / 2));
      StepCost cost = drawn.cost();
      for (Dram other : better) {
        StepCost improved = drawn.withDram(Optional.of(other)).cost();
        for (int i = 0; i < cost.operations().size(); i++) {
          OperationCost before = cost.operations().get(i);
          OperationCost after = improved.operations().get(i);
          assertThat(after.when().stallCycles())
              .as("%s with %s, %s", after.name(), other, drawn)
              .isLessThanOrEqualTo(before.when().stallCycles());
          assertThat(after.moved().traffic())
              .as("%s, %s", after.name(), drawn)
              .isEqualTo(before.moved().traffic());
        }
        faster += stalls(improved) < stalls(cost) ? 1 : 0;
      }
    }
    assertThat(faster).isGreaterThan(CASES);
  }

  @Test
  void widerPorts_takeNoMoreCycles() {
    int faster = 0;
    for (int seed = 0; seed < CASES; seed++) {
      DrawnStep drawn = DrawnStep.draw(seed, seed % 2 == 0);
      Map<Memory, SramPorts> wider = new EnumMap<>(Memory.class);
      drawn
          .accelerator()
          .memorySystem()
          .ports()
          .forEach(
              (memory, ports) ->
                  wider.put(
                      memory, new SramPorts(ports.wordBits(), ports.banks() + 1, ports.ports())));
      StepCost cost = drawn.cost();
      StepCost improved = drawn.withPorts(wider).cost();
      for (int i = 0; i < cost.operations().size(); i++) {
        assertThat(improved.operations().get(i).totalCycles())
            .as("%s of %s", cost.operations().get(i).name(), drawn)
            .isLessThanOrEqualTo(cost.operations().get(i).totalCycles());
      }
      faster += cycles(improved) < cycles(cost) ? 1 : 0;
    }
    assertThat(faster).isGreaterThan(CASES / 8);
  }

  /**
   * Inputs and targets arrive in every step, all else stays: what is left costs as without DRAM.
   */
  @Test
  void memoriesThatHoldEverything_costAsWithoutDram() {
    for (int seed = 0; seed < CASES; seed++) {
      DrawnStep drawn = DrawnStep.draw(seed, true);
      if (drawn.accelerator().memorySystem().feedbackStorage() == FeedbackStorage.DRAM) {
        continue;
      }
      StepCost held = drawn.withMemories(MOST_KIBIBYTES).cost();
      StepCost without = drawn.withMemories(MOST_KIBIBYTES).withDram(Optional.empty()).cost();
      Map<String, Long> fetched = new HashMap<>();
      for (int i = 0; i < held.operations().size(); i++) {
        OperationCost operation = held.operations().get(i);
        OperationCost expected = without.operations().get(i);
        String name = operation.name() + " of " + drawn;
        assertThat(operation.when().computeCycles())
            .as(name)
            .isEqualTo(expected.when().computeCycles());
        assertThat(operation.when().stalls().edgeCycles())
            .as(name)
            .isEqualTo(expected.when().stallCycles());
        assertThat(operation.moved().traffic().stream().filter(t -> !t.isDram()).toList())
            .as(name)
            .isEqualTo(expected.moved().traffic());
        if (operation.moved().words(Level.DRAM) == 0) {
          assertThat(operation.when().stallCycles())
              .as(name)
              .isEqualTo(expected.when().stallCycles());
        }
        operation.moved().traffic().stream()
            .filter(Traffic::isDram)
            .forEach(t -> fetched.merge(t.tensor().toString(), t.words(), Long::sum));
      }
      NetworkShape network = drawn.network();
      assertThat(fetched)
          .as("%s", drawn)
          .isEqualTo(
              Map.of(
                  "input.0",
                  drawn.batch() * (network.inputs() + 1L),
                  "target." + network.layers(),
                  (long) drawn.batch() * network.outputs()));
    }
  }

  /** Of a row of errors the router fetches each word once, as a product of one fold does. */
  @Test
  void router_neverFetchesAnErrorTwice() {
    int fetched = 0;
    for (int seed = 0; seed < CASES; seed++) {
      DrawnStep drawn = DrawnStep.draw(seed, true);
      for (OperationCost operation : drawn.cost().operations()) {
        if (operation.what().mapping().unit() == Unit.ROUTER) {
          for (Traffic traffic : operation.moved().traffic()) {
            if (traffic.isDram() && traffic.tensor().kind() == TensorKind.DELTA) {
              assertThat(traffic.reads())
                  .as("%s of %s", operation.name(), drawn)
                  .isEqualTo(
                      (long) drawn.batch() * drawn.network().width(traffic.tensor().layer()));
              fetched++;
            }
          }
        }
      }
    }
    assertThat(fetched).isGreaterThan(CASES / 50);
  }

  @Test
  void totals_areTheSumsOfOperationsAndOfPhases() {
    EnergyTable table = table();
    for (int seed = 0; seed < CASES; seed++) {
      DrawnStep drawn = DrawnStep.draw(seed, seed % 2 == 0);
      StepCost cost = drawn.cost();
      StepCost.Totals totals = cost.totals(table, drawn.accelerator());
      long compute = 0;
      long stalls = 0;
      long words = 0;
      long sramBits = 0;
      long dramBits = 0;
      long dramWords = 0;
      double picojoules = 0.0;
      for (OperationCost operation : cost.operations()) {
        compute += operation.when().computeCycles();
        stalls += operation.when().stallCycles();
        words += operation.moved().weightOrFeedbackReads();
        sramBits += operation.moved().bits(Level.SRAM);
        dramBits += operation.moved().bits(Level.DRAM);
        dramWords += operation.moved().words(Level.DRAM);
        picojoules += table.energy(operation, drawn.accelerator()).totalPicojoules();
        assertThat(operation.used().utilizationPercent())
            .as("utilization of %s, %s", operation.name(), drawn)
            .isBetween(0.0, 100.0);
        assertThat(operation.used().utilizationPercent())
            .as("utilization of %s, %s", operation.name(), drawn)
            .isLessThanOrEqualTo(operation.used().mappingEfficiencyPercent() + 1e-9);
      }
      assertThat(
              List.of(
                  totals.computeCycles(),
                  totals.stallCycles(),
                  totals.words(),
                  totals.sramBits(),
                  totals.dramBits(),
                  totals.dramWords()))
          .as("%s", drawn)
          .isEqualTo(List.of(compute, stalls, words, sramBits, dramBits, dramWords));
      assertThat(totals.energy().totalPicojoules())
          .as("%s", drawn)
          .isCloseTo(picojoules, within(1e-9 * picojoules));
      double ofPhases = 0.0;
      long cycles = 0;
      for (Phase phase : Phase.values()) {
        StepCost.Totals part = cost.phase(phase, table, drawn.accelerator());
        ofPhases += part.energy().totalPicojoules();
        cycles += part.cycles();
      }
      assertThat(ofPhases).as("%s", drawn).isCloseTo(picojoules, within(1e-9 * picojoules));
      assertThat(cycles).as("%s", drawn).isEqualTo(totals.cycles());
      assertThat(cost.utilizationPercent(drawn.accelerator()))
          .as("%s", drawn)
          .isBetween(0.0, 100.0);
    }
  }

  private static EnergyTable table() {
    return new EnergyTable(
        "test",
        "made up",
        new EnergyCurve.Polynomial(List.of(2.0, 0.5, 0.25), "made up"),
        Optional.empty(),
        false,
        new EnergyCurve.Polynomial(List.of(0.0, 0.5), "made up"),
        EnergyTable.everyMemory(
            new AccessEnergy.PerBit(
                new EnergyCurve.Polynomial(List.of(0.0, 3.0), "made up"), 65_536, 1e-6)),
        Optional.of(
            new AccessEnergy.PerBit(new EnergyCurve.Polynomial(List.of(20.0), "made up"), 1, 0.0)),
        0.5);
  }
}
