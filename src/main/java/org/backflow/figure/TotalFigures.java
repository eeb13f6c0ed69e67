package org.backflow.figure;

import static org.backflow.figure.Goal.LESS;
import static org.backflow.figure.Kind.COUNT;
import static org.backflow.figure.Kind.ENERGY;

import java.util.List;
import org.backflow.accelerator.StepCost.Totals;

/** The sums over a step, its feedback phase, or any other operations. */
public final class TotalFigures {

  public static final Figure<Totals> MACS =
      Figure.<Totals>of(
              COUNT,
              "macs",
              Term.of(
                      "macs",
                      "multiply-accumulates",
                      "Multiply-accumulates issued by matrix products. Counted while computing, and"
                          + " equal.")
                  .formula("M N K"),
              Totals::macs)
          .titled("MACs")
          .better(LESS);

  public static final Figure<Totals> MULTIPLIES =
      Figure.<Totals>of(
              COUNT,
              "multiplies",
              Term.of(
                  "multiplies",
                  "multiplications",
                  "Multiplications issued, those inside multiply-accumulates and those of derivatives"
                      + " and scales included."),
              Totals::multiplies)
          .better(LESS);

  public static final Figure<Totals> WORDS =
      Figure.<Totals>of(
              COUNT,
              "words",
              Term.of(
                  "words",
                  "words",
                  "Words of W, B or selections read from on-chip memory; a word is one element of a"
                      + " tensor, as wide as its format."),
              Totals::words)
          .titled("words of W or B read")
          .better(LESS);

  public static final Figure<Totals> CYCLES =
      Figure.<Totals>of(
              COUNT,
              "cycles",
              Term.of(
                  "cycles",
                  "clock cycles",
                  "Compute and stall cycles, one operation after the other."),
              Totals::cycles)
          .better(LESS);

  public static final Figure<Totals> COMPUTE_CYCLES =
      Figure.<Totals>of(
              COUNT,
              "compute_cycles",
              Term.of(
                      "compute cycles",
                      "clock cycles",
                      "Cycles without waiting for memory, counted inclusively from the first operand or"
                          + " weight on the port to the last result visible on the port.")
                  .formula(
                      "os folds (2R + C + K - 2); ws folds (2R + C + M - 2); is folds (2R + C + N -"
                          + " 2); elementwise and selection rows ceil(N / lanes) + 1; sparse product"
                          + " rows ceil(N / lanes) K + 2")
                  .source(
                      "equality with the RTL of hdl-ref in every operation: backflow cosim; the"
                          + " derivation is in hdl-ref/README.md"),
              Totals::computeCycles)
          .better(LESS);

  public static final Figure<Totals> STALL_CYCLES =
      Figure.<Totals>of(
              COUNT,
              "stall_cycles",
              Term.of(
                      "stall cycles",
                      "clock cycles",
                      "Cycles in which a unit waits for memory: the first fill, fetches that outlast"
                          + " the compute of the fold before, ports too narrow for the edge of the"
                          + " array, and what is written at the end.")
                  .source(
                      "equality with simulators that move every tile of thousands of random products"
                          + " (FoldedPassesTest) and every word of thousands of operations row by row"
                          + " (RowPassesTest)"),
              Totals::stallCycles)
          .better(LESS);

  /** The term of words and bits at any level. */
  static final Term TRAFFIC =
      Term.of(
              "traffic",
              "words and bits",
              "Words read and written by an operation, and the bits that they are. From DRAM a tensor"
                  + " comes as often as the schedule needs it, never once per lane that reads it."
                  + " What lanes of the router read is said at router.")
          .formula("bits = (reads + writes) x word bits");

  public static final Figure<Totals> SRAM_BITS =
      Figure.<Totals>of(COUNT, "sram_bits", TRAFFIC, Totals::sramBits)
          .in("bits")
          .better(LESS)
          .saying("Bits between on-chip memory and units, in either direction.");

  public static final Figure<Totals> DRAM_WORDS =
      Figure.<Totals>of(COUNT, "dram_words", TRAFFIC, Totals::dramWords)
          .titled("DRAM words")
          .in("words")
          .better(LESS)
          .saying("Words between DRAM and chip, in either direction.");

  public static final Figure<Totals> DRAM_BITS =
      Figure.<Totals>of(COUNT, "dram_bits", TRAFFIC, Totals::dramBits)
          .in("bits")
          .better(LESS)
          .saying("Bits between DRAM and chip, in either direction.");

  static final Term ENERGY_TERM =
      Term.of(
              "energy",
              "picojoules",
              "Counts of events times the energies of a published table, for arithmetic and memory."
                  + " Published tables differ several times over, so compare schemes under more than"
                  + " one.")
          .formula("sum of count x energy per event, at the width of the operands");

  public static final Figure<Totals> ENERGY_PICOJOULES =
      Figure.<Totals>of(
              ENERGY, "energy_picojoules", ENERGY_TERM, totals -> totals.energy().totalPicojoules())
          .titled("energy")
          .better(LESS)
          .saying("Energy by the energy table, the first where there are several.");

  /** What is said of a part of a step, in every table, file and sweep. */
  public static final List<Figure<Totals>> ALL =
      List.of(MACS, MULTIPLIES, WORDS, CYCLES, STALL_CYCLES, DRAM_WORDS, ENERGY_PICOJOULES);

  /** What {@code backflow cost} says of DRAM, where there is any. */
  public static final List<Figure<Totals>> OF_DRAM =
      List.of(DRAM_WORDS.optional(), DRAM_BITS.optional());

  /** What {@code backflow cost} sums up in JSON. */
  public static final List<Figure<Totals>> OF_OPERATIONS =
      List.of(
          COMPUTE_CYCLES,
          STALL_CYCLES,
          CYCLES.keyed("totalCycles"),
          MACS,
          MULTIPLIES,
          WORDS,
          SRAM_BITS,
          OF_DRAM.get(0),
          OF_DRAM.get(1),
          ENERGY_PICOJOULES);

  private TotalFigures() {}
}
