package org.backflow.figure;

/** What the values of a figure are, and so how they are written, shown and bounded. */
public enum Kind {
  /** A text. */
  TEXT("string"),
  /** True or false. */
  FLAG("boolean"),
  /** A whole number from 0. */
  COUNT("integer"),
  /** A count of bits, which people read as bytes. */
  BITS("integer"),
  /** Any number. */
  NUMBER("number"),
  /** From 0 to 1. */
  FRACTION("number"),
  /** Hundredths. */
  PERCENT("number"),
  /** How many times one is the other. */
  RATIO("number"),
  /** Picojoules. */
  ENERGY("number"),
  /** Parts of an FPGA, which may be fractions of one. */
  RESOURCE("number"),
  /** A text or a number. */
  ANY("any");

  private final String type;

  Kind(String type) {
    this.type = type;
  }

  /** Returns the type in JSON Schema and Table Schema. */
  public String type() {
    return type;
  }

  /** Returns whether values are numbers, which have a unit. */
  public boolean isNumeric() {
    return type.equals("integer") || type.equals("number");
  }
}
