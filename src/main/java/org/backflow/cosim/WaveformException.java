package org.backflow.cosim;

import java.io.IOException;
import java.nio.file.Path;
import org.backflow.files.FailureReason;

/** Thrown when a waveform cannot be written; the message names the file and the reason. */
public final class WaveformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WaveformException(Path file, IOException cause) {
    super(file + " cannot be written: " + FailureReason.of(cause), cause);
  }
}
