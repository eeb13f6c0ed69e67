package org.backflow.cosim;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.backflow.accelerator.array.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A value change dump (IEEE 1364-2005, clause 18) of a stepped model, with the scopes, names and
 * times of the RTL testbenches. Times are half periods of the clock: the edge at time 2n + 3 sets
 * what holds during cycle n. {@link WaveformTime} makes seconds of them.
 */
final class Waveform {

  private static final int FIRST_IDENTIFIER = '!';
  private static final int IDENTIFIERS = '~' - '!' + 1;

  private final StringBuilder text = new StringBuilder();
  private final List<Signal> signals = new ArrayList<>();
  private final List<@Nullable BigInteger> values = new ArrayList<>();

  /** Writes the head: every signal, within the scope {@code top}. */
  void declare(String top, List<Signal> declared) {
    text.append("$timescale 1s $end\n$scope module ").append(top).append(" $end\n");
    List<String> open = new ArrayList<>();
    for (Signal signal : declared) {
      enter(signal.scope(), open);
      text.append("$var wire ")
          .append(signal.bits())
          .append(' ')
          .append(identifier(signals.size()));
      text.append(' ').append(signal.name());
      if (signal.bits() > 1) {
        text.append(" [").append(signal.bits() - 1).append(":0]");
      }
      text.append(" $end\n");
      signals.add(signal);
      values.add(null);
    }
    enter(List.of(), open);
    text.append("$upscope $end\n$enddefinitions $end\n");
  }

  /** Leaves and enters scopes until {@code open} is {@code scope}. */
  private void enter(List<String> scope, List<String> open) {
    int common = 0;
    while (common < Math.min(scope.size(), open.size())
        && scope.get(common).equals(open.get(common))) {
      common++;
    }
    while (open.size() > common) {
      text.append("$upscope $end\n");
      open.remove(open.size() - 1);
    }
    for (String name : scope.subList(common, scope.size())) {
      text.append("$scope module ").append(name).append(" $end\n");
      open.add(name);
    }
  }

  /** Writes what changed on the way to {@code cycle}. */
  void sample(long cycle) {
    boolean timeWritten = false;
    for (int i = 0; i < signals.size(); i++) {
      BigInteger value = signals.get(i).value();
      if (value.equals(values.get(i))) {
        continue;
      }
      if (!timeWritten) {
        text.append('#').append(2 * cycle + 3).append('\n');
        timeWritten = true;
      }
      values.set(i, value);
      String bits = value.toString(2);
      text.append(signals.get(i).bits() == 1 ? bits : "b" + bits + " ");
      text.append(identifier(i)).append('\n');
    }
  }

  private static String identifier(int index) {
    StringBuilder identifier = new StringBuilder();
    for (int rest = index; rest >= 0; rest = rest / IDENTIFIERS - 1) {
      identifier.append((char) (FIRST_IDENTIFIER + rest % IDENTIFIERS));
    }
    return identifier.toString();
  }

  /** Returns the dump. */
  @Override
  public String toString() {
    return text.toString();
  }
}
