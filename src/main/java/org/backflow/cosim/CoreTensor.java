package org.backflow.cosim;

/** The numbers by which the host of the training core names what it loads and reads. */
enum CoreTensor {
  INPUTS(0),
  TARGETS(1),
  FIRST_WEIGHTS(2),
  SECOND_WEIGHTS(3),
  FEEDBACK(4),
  FIRST_REGISTERS(5),
  SECOND_REGISTERS(6);

  private final int number;

  CoreTensor(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Returns the weights of {@code layer}. */
  static CoreTensor weights(int layer) {
    return layer == 1 ? FIRST_WEIGHTS : SECOND_WEIGHTS;
  }

  /** Returns the random registers of {@code layer}. */
  static CoreTensor registers(int layer) {
    return layer == 1 ? FIRST_REGISTERS : SECOND_REGISTERS;
  }
}
