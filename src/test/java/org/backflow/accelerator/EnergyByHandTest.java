package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.function.Arithmetic;
import org.junit.jupiter.api.Test;

/** One event of each kind, with figures that tell every parameter of a table from the others. */
final class EnergyByHandTest {

  private static EnergyCurve.Polynomial polynomial(Double... picojoules) {
    return new EnergyCurve.Polynomial(List.of(picojoules), "made up");
  }

  /** Memories that cost log<sub>2</sub> of their size a bit, from {@code smallestBits} on. */
  private static AccessEnergy perBit(double slope, long smallestBits, double leakage) {
    return new AccessEnergy.PerBit(polynomial(0.0, slope), smallestBits, leakage);
  }

  private static EnergyTable table(Map<Memory, AccessEnergy> sram) {
    return new EnergyTable(
        "by hand",
        "made up",
        polynomial(2.0, 0.5, 0.25),
        Optional.of(polynomial(1.0, 0.125, 0.0625)),
        false,
        polynomial(3.0, 0.5),
        sram,
        Optional.of(new AccessEnergy.PerBit(polynomial(20.0), 1, 0.0)),
        2.0);
  }

  private static Accelerator accelerator(ArrayShape array, ArrayShape feedbackArray) {
    return new Accelerator(
        "test",
        "made up",
        array,
        feedbackArray,
        Accelerator.Dataflows.all(Dataflow.OS),
        4,
        100.0,
        new Accelerator.Memories(1, 2, 4, 8));
  }

  private static Energy energy(
      EnergyTable table, long cycles, List<Traffic> traffic, Arithmetic... events) {
    return energy(
        table, accelerator(new ArrayShape(4, 4), new ArrayShape(4, 4)), cycles, traffic, events);
  }

  private static Energy energy(
      EnergyTable table,
      Accelerator accelerator,
      long cycles,
      List<Traffic> traffic,
      Arithmetic... events) {
    OperationCost operation = OperationCosts.of(cycles, 1, traffic, List.of(events));
    return table.energy(operation, accelerator);
  }

  private static EnergyTable plain() {
    return table(EnergyTable.everyMemory(perBit(3.0, 1, 0.0)));
  }

  /** 16 by 8 bits: 2 + 0.5 * 12 + 0.25 * 128 = 40 pJ; held back 1 + 0.125 * 12 + 0.0625 * 128. */
  @Test
  void multiply_unequalWidths_takesTheirMeanAndTheirProduct() {
    Energy energy =
        energy(
            plain(),
            1,
            List.of(),
            new Arithmetic(Arithmetic.Kind.MULTIPLY, 16, 8, 3),
            new Arithmetic(Arithmetic.Kind.GATED_MULTIPLY, 16, 8, 2));
    assertThat(energy.multiplyPicojoules()).isCloseTo(3 * 40.0 + 2 * 10.5, within(1e-9));
    assertThat(plain().multiplyPicojoules(8, 16)).isEqualTo(40.0);
    assertThat(plain().gatedMultiplyPicojoules(8, 16)).isEqualTo(10.5);
  }

  /** 3 + 0.5 * 48 = 27 pJ and 3 + 0.5 * 16 = 11 pJ. */
  @Test
  void add_atItsOwnWidth() {
    Energy energy =
        energy(
            plain(),
            1,
            List.of(),
            new Arithmetic(Arithmetic.Kind.ADD, 48, 48, 5),
            new Arithmetic(Arithmetic.Kind.ADD, 16, 16, 2));
    assertThat(energy.addPicojoules()).isCloseTo(5 * 27.0 + 2 * 11.0, within(1e-9));
  }

  /** A quotient of 16 bits takes 16 subtractions of 32 bits, 3 + 0.5 * 32 = 19 pJ each. */
  @Test
  void division_isASubtractionPerBitOfTheQuotient() {
    Energy energy =
        energy(plain(), 1, List.of(), new Arithmetic(Arithmetic.Kind.DIVIDE, 16, 32, 5));
    assertThat(energy.addPicojoules()).isCloseTo(5 * 16 * 19.0, within(1e-9));
    assertThat(energy.multiplyPicojoules()).isZero();
  }

  /**
   * 1, 2, 4 and 8 KiB are 2^13 to 2^16 bits. Figures that hold from 4 KiB, 2^15 bits, on make the
   * two below cost 3 * 15 pJ a bit.
   */
  @Test
  void sram_belowTheSmallestPublished_costsAsMuchAsThatSize() {
    List<Traffic> traffic =
        List.of(
            new Traffic(Level.SRAM, new StoredTensor(TensorKind.ACTIVATION, 1), 1, 0, 8),
            new Traffic(Level.SRAM, new StoredTensor(TensorKind.WEIGHT, 1), 0, 1, 8),
            new Traffic(Level.SRAM, new StoredTensor(TensorKind.FEEDBACK, 1), 1, 0, 8),
            new Traffic(Level.SRAM, new StoredTensor(TensorKind.PARTIAL_SUM, 1), 1, 1, 8));
    Energy bounded = energy(table(EnergyTable.everyMemory(perBit(3.0, 1 << 15, 0.0))), 1, traffic);
    assertThat(bounded.sramPicojoules(Memory.ACTIVATION)).isCloseTo(8 * 45.0, within(1e-9));
    assertThat(bounded.sramPicojoules(Memory.WEIGHT)).isCloseTo(8 * 45.0, within(1e-9));
    assertThat(bounded.sramPicojoules(Memory.FEEDBACK)).isCloseTo(8 * 45.0, within(1e-9));
    assertThat(bounded.sramPicojoules(Memory.ACCUMULATOR)).isCloseTo(16 * 48.0, within(1e-9));
    Energy unbounded = energy(plain(), 1, traffic);
    assertThat(unbounded.sramPicojoules(Memory.ACTIVATION)).isCloseTo(8 * 39.0, within(1e-9));
    assertThat(unbounded.sramPicojoules(Memory.WEIGHT)).isCloseTo(8 * 42.0, within(1e-9));
    assertThat(unbounded.sramPicojoules()).isCloseTo(8 * 126.0 + 16 * 48.0, within(1e-9));
  }

  /**
   * A table of 2,048 words of 16 bits has 2^15 bits, whatever the memory of activations has (2^13),
   * and costs as that memory does: 2 * 15 pJ for each of 16 bits.
   */
  @Test
  void lookUp_isAReadOfAMemoryOfTheTablesSize() {
    Map<Memory, AccessEnergy> sram = new EnumMap<>(Memory.class);
    sram.putAll(EnergyTable.everyMemory(perBit(7.0, 1, 0.0)));
    sram.put(Memory.ACTIVATION, perBit(2.0, 1, 0.0));
    Arithmetic lookUps = new Arithmetic(Arithmetic.Kind.LOOK_UP, 16, 2048, 5);
    assertThat(energy(table(sram), 1, List.of(), lookUps).lookUpPicojoules())
        .isCloseTo(5 * 16 * 30.0, within(1e-9));
    sram.put(Memory.ACTIVATION, perBit(2.0, 1 << 20, 0.0));
    assertThat(energy(table(sram), 1, List.of(), lookUps).lookUpPicojoules())
        .isCloseTo(5 * 16 * 40.0, within(1e-9));
    sram.put(Memory.ACTIVATION, new AccessEnergy.PerWord(1.5, 9.0, 0.0, "made up"));
    assertThat(energy(table(sram), 1, List.of(), lookUps).lookUpPicojoules())
        .isCloseTo(5 * 1.5, within(1e-9));
  }

  /** 10 cycles at 2 pJ for 4 x 4 elements, and for 3 x 5 more where feedback has its own array. */
  @Test
  void leakage_separateFeedbackArray_leaksToo() {
    ArrayShape array = new ArrayShape(4, 4);
    Energy shared = energy(plain(), accelerator(array, array), 10, List.of());
    assertThat(shared.leakagePicojoules()).isCloseTo(10 * 16 * 2.0, within(1e-9));
    Energy separate = energy(plain(), accelerator(array, new ArrayShape(3, 5)), 10, List.of());
    assertThat(separate.leakagePicojoules()).isCloseTo(10 * 31 * 2.0, within(1e-9));
  }

  /**
   * 16 elements at 2 pJ, 2^15 bits of the feedback memory at 0.001 pJ, 7 pJ of the accumulators.
   */
  @Test
  void leakage_ofEachMemory_isItsOwn() {
    Map<Memory, AccessEnergy> sram = new EnumMap<>(Memory.class);
    sram.putAll(EnergyTable.everyMemory(perBit(3.0, 1, 0.0)));
    sram.put(Memory.FEEDBACK, perBit(3.0, 1, 0.001));
    sram.put(Memory.ACCUMULATOR, new AccessEnergy.PerWord(1.0, 1.0, 7.0, "made up"));
    assertThat(energy(table(sram), 10, List.of()).leakagePicojoules())
        .isCloseTo(10 * (32.0 + 32.768 + 7.0), within(1e-9));
  }

  /** 5 words of 12 bits, in either direction, at 20 pJ a bit. */
  @Test
  void dram_readsAndWrites_costTheSameABit() {
    Energy energy =
        energy(
            plain(),
            1,
            List.of(new Traffic(Level.DRAM, new StoredTensor(TensorKind.WEIGHT, 1), 2, 3, 12)));
    assertThat(energy.dramPicojoules()).isCloseTo(5 * 12 * 20.0, within(1e-9));
    assertThat(energy.sramPicojoules()).isZero();
  }

  /** 2 x 12 elements, a multiplication and an addition each, at 200 MHz. */
  @Test
  void peakOperations_countAMultiplyAccumulateAsTwo() {
    Accelerator accelerator =
        new Accelerator(
            "test",
            "made up",
            new ArrayShape(3, 4),
            new ArrayShape(5, 5),
            Accelerator.Dataflows.all(Dataflow.OS),
            4,
            200.0,
            new Accelerator.Memories(1, 1, 1, 1));
    assertThat(accelerator.peakOperationsPerSecond()).isEqualTo(4.8e9);
    assertThat(accelerator.elements()).isEqualTo(12 + 25);
  }
}
