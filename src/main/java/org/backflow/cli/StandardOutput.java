package org.backflow.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, which remembers why it could not be written: a {@link java.io.PrintWriter}
 * swallows that. After a failure nothing more is written.
 */
final class StandardOutput extends OutputStream {

  /** What the system says when whoever read the output, such as {@code head}, has enough. */
  private static final String CLOSED_PIPE = "Broken pipe";

  private final OutputStream out;
  private @Nullable IOException failure;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  private interface Write {
    void run() throws IOException;
  }

  private void attempt(Write write) {
    if (failure == null) {
      try {
        write.run();
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  @Override
  public void write(int value) {
    attempt(() -> out.write(value));
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    attempt(() -> out.write(bytes, from, count));
  }

  @Override
  public void flush() {
    attempt(out::flush);
  }

  /** Returns why something is missing from the output that somebody waits for. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure).filter(reason -> !CLOSED_PIPE.equals(reason.getMessage()));
  }
}
