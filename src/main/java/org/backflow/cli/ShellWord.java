package org.backflow.cli;

/** Words of a command that a message shows, to be copied into a shell. */
final class ShellWord {

  private ShellWord() {}

  /** Returns {@code word} as a shell takes it for one word. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_=.,/+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
