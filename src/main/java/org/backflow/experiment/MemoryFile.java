package org.backflow.experiment;

import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import org.backflow.accelerator.memory.BitEnergy;
import org.backflow.accelerator.memory.Dram;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.NumberKind;
import org.backflow.configuration.kind.ValueKind;

/** Reads what is published of a memory off the chip. */
public final class MemoryFile {
  private static final double NEARLY = 1e-9;

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
   * @throws org.backflow.configuration.ConfigurationException when there is none of that name, or
   *     it is not valid
   */
  public static Memory load(Home home, String name) {
    return home.memories().read(name).bind(MemoryFile::memory);
  }

  static Memory memory(ConfigurationMap map) {
    return new Memory(
        map.required("description", text()),
        map.required("bandwidth", figure("gigabytesPerSecond", number().above(0))),
        map.required("latency", figure("nanoseconds", number().atLeast(0))),
        map.required("energy", figure("picojoulesPerBit", number().above(0))));
  }

  private static ValueKind<Figure> figure(String key, NumberKind kind) {
    return mapOf(map -> new Figure(map.required(key, kind), map.required("source", text())));
  }
}
