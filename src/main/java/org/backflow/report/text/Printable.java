package org.backflow.report.text;

/** What a command prints, in every form. */
public interface Printable {

  /** Returns it for people. */
  Document document();

  /** Returns it for programs, unrounded. */
  String json();

  /** Returns it for spreadsheets, unrounded. */
  String csv();
}
