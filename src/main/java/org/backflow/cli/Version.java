package org.backflow.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of the running jar. */
final class Version implements IVersionProvider {

  static String current() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "backflow " + current(), "Java " + Runtime.version() + ", " + System.getProperty("os.arch")
    };
  }
}
