package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import org.backflow.accelerator.memory.BitEnergy;
import org.backflow.accelerator.memory.Dram;
import org.backflow.configuration.kind.NumberKind;
import org.backflow.configuration.kind.Section;

/** Reads what is published of a memory off the chip. */
public final class MemoryFile {
  private static final double NEARLY = 1e-9;

  static final Section<Memory> MEMORY =
      Section.of(
          keys ->
              new Memory(
                  keys.of(
                      required("description", text(), "What it is, and how much of it."),
                      Memory::description),
                  keys.of(
                      required(
                          "bandwidth",
                          figure("gigabytesPerSecond", number().above(0), "Of 10^9 bytes."),
                          "At its peak, reads and writes together."),
                      Memory::gigabytesPerSecond),
                  keys.of(
                      required(
                          "latency",
                          figure("nanoseconds", number().atLeast(0), ""),
                          "From a request to its first word."),
                      Memory::latencyNanoseconds),
                  keys.of(
                      required(
                          "energy",
                          figure("picojoulesPerBit", number().above(0), ""),
                          "Of a bit read or written."),
                      Memory::picojoulesPerBit)));

  private MemoryFile() {}

  /**
   * A published figure.
   *
   * @param value in the unit of its key
   * @param source who published it
   */
  public record Figure(double value, String source) {}

  /**
   * What is published of one memory.
   *
   * @param description what it is
   * @param gigabytesPerSecond its bandwidth
   * @param latencyNanoseconds from a request to its first word
   * @param picojoulesPerBit read or written
   */
  public record Memory(
      String description,
      Figure gigabytesPerSecond,
      Figure latencyNanoseconds,
      Figure picojoulesPerBit) {

    /** Returns the whole eighths of bytes that it moves in a cycle of a clock. */
    double bytesPerCycle(double clockMegahertz) {
      double bits = gigabytesPerSecond.value() * 1000.0 * Byte.SIZE / clockMegahertz;
      return Math.floor(bits + NEARLY) / Byte.SIZE;
    }

    BitEnergy energy() {
      return new BitEnergy(picojoulesPerBit.value(), picojoulesPerBit.source());
    }

    /** Returns the cycles of a clock that its latency takes. */
    int latencyCycles(double clockMegahertz) {
      double cycles = latencyNanoseconds.value() * clockMegahertz / 1000.0;
      return (int) Math.min(Dram.MAX, Math.ceil(cycles - NEARLY));
    }
  }

  /**
   * Returns the memory that {@code name} names.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException when there is none of that name,
   *     or it is not valid
   */
  public static Memory load(Home home, String name) {
    return home.memories().read(name).bind(MEMORY::read);
  }

  private static Section<Figure> figure(String key, NumberKind kind, String meaning) {
    return Section.of(
        keys ->
            new Figure(
                keys.of(required(key, kind, meaning), Figure::value),
                keys.of(required("source", text(), "Who published it."), Figure::source)));
  }
}
