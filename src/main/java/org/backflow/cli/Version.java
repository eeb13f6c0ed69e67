package org.backflow.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.backflow.training.kernel.Kernels;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote beside this class. */
final class Version implements IVersionProvider {

  static String current() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "backflow " + current(),
      "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name"),
      "training in "
          + (Kernels.areVectors()
              ? "vector registers (jdk.incubator.vector)"
              : "plain loops (this Java has, or was given, no jdk.incubator.vector)")
    };
  }
}
