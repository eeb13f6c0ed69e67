package org.backflow.cli;

import java.io.FileDescriptor;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Where messages go. The launcher may have put a filter between standard error and what Java itself
 * says there; it then states the file descriptor that leads straight to standard error.
 */
final class StandardError {

  private StandardError() {}

  /** Returns the descriptor, that of Java where the launcher states none or it cannot be had. */
  static FileDescriptor descriptor() {
    @Nullable Integer stated = Integer.getInteger("backflow.stderr");
    if (stated == null) {
      return FileDescriptor.err;
    }
    try {
      // Opening /dev/fd/7 instead would begin a file that others are writing to anew.
      Field number = FileDescriptor.class.getDeclaredField("fd");
      number.setAccessible(true);
      FileDescriptor descriptor = new FileDescriptor();
      number.setInt(descriptor, stated);
      return descriptor;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return FileDescriptor.err;
    }
  }
}
