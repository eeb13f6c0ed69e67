package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.backflow.accelerator.memory.BitEnergy;
import org.backflow.accelerator.memory.Dram;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.function.Arithmetic;
import org.backflow.plan.Count;

/**
 * Energy per event, from published figures.
 *
 * <p>An addition of n bits costs {@code add} at n, a multiplication of a by b bits {@code multiply}
 * at both; {@link EnergyCurve} says how they follow the published figures. A multiplication that is
 * gated, because an operand is zero, costs {@code gatedMultiply}, or nothing where the table has
 * none. A division costs an addition of the divisor's bits per bit of the quotient, as in a
 * restoring divider. What memories cost, {@link AccessEnergy} says. An element leaks in every cycle
 * of an operation, busy or idle, and so does on-chip memory; one component that serves several of
 * our memories leaks once.
 *
 * @param name the name it is referred to by
 * @param technology node and voltage
 * @param multiply of an operand of each width; a polynomial is of degree 2
 * @param gatedMultiply likewise
 * @param multiplyIncludesAdd whether {@code multiply} is that of a multiply-accumulate, so that
 *     only other additions cost {@code add}
 * @param add in picojoules, in the bits of the operands
 * @param sram every on-chip memory
 * @param dram the off-chip memory; empty in a table of a design without one, which then prices only
 *     accelerators without one
 * @param elementLeakagePicojoulesPerCycle what one element of an array leaks; zero where nobody
 *     says
 */
public record EnergyTable(
    String name,
    String technology,
    EnergyCurve multiply,
    Optional<EnergyCurve> gatedMultiply,
    boolean multiplyIncludesAdd,
    EnergyCurve add,
    Map<Memory, AccessEnergy> sram,
    Optional<AccessEnergy> dram,
    double elementLeakagePicojoulesPerCycle) {

  /** Checks the degree of the polynomials and that no memory is missing, and copies the map. */
  public EnergyTable {
    requireDegreeTwo("multiply", multiply);
    gatedMultiply.ifPresent(gated -> requireDegreeTwo("gatedMultiply", gated));
    sram = Map.copyOf(sram);
    for (Memory memory : Memory.values()) {
      if (!sram.containsKey(memory)) {
        throw new IllegalArgumentException("sram has no entry for " + memory);
      }
    }
  }

  private static void requireDegreeTwo(String name, EnergyCurve curve) {
    if (curve instanceof EnergyCurve.Polynomial polynomial && polynomial.picojoules().size() != 3) {
      throw new IllegalArgumentException(
          name
              + " has "
              + polynomial.picojoules().size()
              + " coefficients; expected 3, of degree 0, 1 and 2");
    }
  }

  /** Returns the same figures for every on-chip memory. */
  public static Map<Memory, AccessEnergy> everyMemory(AccessEnergy energy) {
    Map<Memory, AccessEnergy> all = new EnumMap<>(Memory.class);
    for (Memory memory : Memory.values()) {
      all.put(memory, energy);
    }
    return all;
  }

  /** Returns the energy of one multiplication of {@code leftBits} by {@code rightBits} bits. */
  public double multiplyPicojoules(int leftBits, int rightBits) {
    return multiply.atWidths(leftBits, rightBits);
  }

  /** Returns the energy of one multiplication that is gated because an operand is zero. */
  public double gatedMultiplyPicojoules(int leftBits, int rightBits) {
    return gatedMultiply.map(gated -> gated.atWidths(leftBits, rightBits)).orElse(0.0);
  }

  /** Returns the energy of one addition of {@code bits} bits. */
  public double addPicojoules(int bits) {
    return add.atWidth(bits);
  }

  /**
   * Checks that everything that {@code accelerator} does has a price here.
   *
   * @throws IllegalArgumentException when it has a DRAM and this table has none
   */
  public void requireFit(Accelerator accelerator) {
    if (dram.isEmpty()
        && accelerator.memorySystem().dram().filter(own -> own.energy().isEmpty()).isPresent()) {
      throw new IllegalArgumentException(
          "energy table "
              + name
              + " prices no DRAM, which accelerator "
              + accelerator.name()
              + " has; expected a table with one, or an accelerator without");
    }
  }

  /**
   * Returns what a reader of energies must know: which memories of {@code accelerator} are smaller
   * or larger than any that was published, and which operands of {@code costs} are outside of the
   * points of this table. Empty for most.
   */
  public List<String> remarks(Accelerator accelerator, Collection<StepCost> costs) {
    return new EnergyRemarks(this).of(accelerator, costs);
  }

  /** Returns whether remarks depend on the costs, since a width may be outside of the points. */
  public boolean hasPointsOverWidth() {
    return Stream.concat(Stream.of(multiply, add), gatedMultiply.stream())
        .anyMatch(EnergyCurve.Points.class::isInstance);
  }

  /** Returns what {@code operation} consumes on {@code accelerator}. */
  public Energy energy(OperationCost operation, Accelerator accelerator) {
    EnergySum sum = new EnergySum();
    add(operation, accelerator, leakagePicojoulesPerCycle(accelerator), sum);
    return sum.energy();
  }

  /**
   * Adds what {@code operation} consumes on {@code accelerator} to {@code sum}.
   *
   * @param leakagePicojoulesPerCycle of that accelerator, the same for all operations
   */
  void add(
      OperationCost operation,
      Accelerator accelerator,
      double leakagePicojoulesPerCycle,
      EnergySum sum) {
    long accumulated = multiplyIncludesAdd ? operation.work().macs() : 0;
    for (Arithmetic event : operation.work().events()) {
      int left = event.leftBits();
      int right = event.rightBits();
      switch (event.kind()) {
        case MULTIPLY -> sum.addMultiplies(event.count() * multiplyPicojoules(left, right));
        case GATED_MULTIPLY ->
            sum.addMultiplies(event.count() * gatedMultiplyPicojoules(left, right));
        case ADD -> {
          long included = Math.min(accumulated, event.count());
          accumulated -= included;
          sum.addAdditions((event.count() - included) * addPicojoules(Math.max(left, right)));
        }
        case DIVIDE -> sum.addAdditions(event.count() * left * addPicojoules(right));
        case LOOK_UP -> sum.addLookUps(lookUpPicojoules(event));
      }
    }
    for (Traffic traffic : operation.moved().traffic()) {
      if (traffic.isDram()) {
        sum.addDram(dramPicojoules(traffic, accelerator));
      } else {
        long bits = accelerator.memories().bits(traffic.memory());
        sum.addSram(traffic.memory(), sram(traffic.memory()).picojoules(traffic, bits));
      }
    }
    sum.addLeakage(operation.totalCycles() * leakagePicojoulesPerCycle);
  }

  /** What the accelerator knows of its own memory comes before what this table says of any. */
  private double dramPicojoules(Traffic traffic, Accelerator accelerator) {
    Optional<BitEnergy> own = accelerator.memorySystem().dram().flatMap(Dram::energy);
    return own.isPresent()
        ? traffic.bits() * own.get().picojoules()
        : dram.orElseThrow().picojoules(traffic, Long.MAX_VALUE);
  }

  /** Returns the figures of one on-chip memory. */
  public AccessEnergy sram(Memory memory) {
    return Objects.requireNonNull(sram.get(memory));
  }

  /** The sigmoid table is a memory of its own size, priced as the memory of activations is. */
  private double lookUpPicojoules(Arithmetic event) {
    long tableBits = (long) event.leftBits() * event.rightBits();
    Traffic reads =
        new Traffic(
            Level.SRAM,
            StoredTensor.alone(TensorKind.SIGMOID_TABLE),
            event.count(),
            0,
            event.leftBits());
    return sram(Memory.ACTIVATION).picojoules(reads, tableBits);
  }

  /** Returns what all elements and memories of {@code accelerator} leak in one cycle. */
  double leakagePicojoulesPerCycle(Accelerator accelerator) {
    boolean shared = accelerator.separateFeedbackArray().isEmpty();
    long elements =
        accelerator.array().elements() + (shared ? 0 : accelerator.feedbackArray().elements());
    double leakage = elements * elementLeakagePicojoulesPerCycle;
    List<AccessEnergy> components = new ArrayList<>();
    for (Memory memory : Memory.values()) {
      AccessEnergy component = sram(memory);
      if (!components.contains(component)) {
        components.add(component);
        leakage += component.leakagePicojoulesPerCycle(servedBits(component, accelerator));
      }
    }
    return leakage;
  }

  private long servedBits(AccessEnergy component, Accelerator accelerator) {
    long bits = 0;
    for (Memory memory : Memory.values()) {
      bits =
          sram(memory).equals(component)
              ? Count.sum(bits, accelerator.memories().bits(memory))
              : bits;
    }
    return bits;
  }
}
