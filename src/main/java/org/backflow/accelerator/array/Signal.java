package org.backflow.accelerator.array;

import java.math.BigInteger;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * A wire or register that can be watched.
 *
 * @param scope the names of the module instances and blocks around it, outermost first
 * @param name its name within the innermost scope
 * @param lanes how many words lie side by side, lane 0 in the low bits
 * @param laneBits bits of a word, 1 to 64
 * @param lane what a lane holds now; bits above {@code laneBits} are ignored
 */
public record Signal(
    List<String> scope, String name, int lanes, int laneBits, IntToLongFunction lane) {

  /** Copies the scope. */
  public Signal {
    scope = List.copyOf(scope);
  }

  /** Returns lanes x laneBits. */
  public int bits() {
    return lanes * laneBits;
  }

  /** Returns all lanes as one natural number. */
  public BigInteger value() {
    return PortWords.join(lanes, laneBits, lane);
  }

  /** Returns the scopes and the name, joined by dots. */
  public String path() {
    return String.join(".", scope) + "." + name;
  }
}
