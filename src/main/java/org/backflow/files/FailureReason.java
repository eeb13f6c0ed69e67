package org.backflow.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file could not be used, in the words of the system where it has some. */
public final class FailureReason {

  private FailureReason() {}

  /** Returns the reason, to follow the name of what was wanted and a colon. */
  public static String of(IOException failure) {
    if (failure instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is there and is no folder";
    }
    if (failure instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (failure instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason() + " (" + system.getFile() + ")";
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
