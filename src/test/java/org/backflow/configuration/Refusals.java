package org.backflow.configuration;

import java.util.function.Function;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.tree.ConfigurationException;

/** Runs what must be refused, and gives the message to an assertion. */
public final class Refusals {

  private Refusals() {}

  public static String refusal(Runnable refused) {
    try {
      refused.run();
    } catch (ConfigurationException e) {
      return e.getMessage();
    }
    throw new AssertionError("nothing was refused");
  }

  /** Returns the message for the text of a file {@code a.yaml}. */
  public static String refusal(String yaml, Function<ConfigurationMap, ?> binder) {
    return refusal(() -> Configuration.parse("a.yaml", yaml).bind(binder));
  }
}
