package org.backflow.accelerator.memory;

import java.util.Locale;
import org.backflow.fixedpoint.Role;

/** What memories hold: the tensors of a step, by role, and what the hardware needs beside them. */
public enum TensorKind {
  /** a<sub>0</sub>. */
  INPUT(Memory.ACTIVATION),
  /** W<sub>l</sub>. */
  WEIGHT(Memory.WEIGHT),
  /** What an optimiser keeps of the updates of W<sub>l</sub>. */
  VELOCITY(Memory.WEIGHT),
  /** eta times the gradient of W<sub>l</sub>. */
  WEIGHT_GRADIENT(Memory.WEIGHT),
  /** z<sub>l</sub>, where it is the address of a table. */
  PREACTIVATION(Memory.ACTIVATION),
  /** z<sub>l</sub>, where no table is looked up. */
  SUM(Memory.ACTIVATION),
  /** a<sub>l</sub>. */
  ACTIVATION(Memory.ACTIVATION),
  /** t. */
  TARGET(Memory.ACTIVATION),
  /** a (1 - a), which never leaves the vector unit. */
  DERIVATIVE(Memory.ACTIVATION),
  /** e<sub>l</sub>. */
  ERROR(Memory.ACTIVATION),
  /** Which word of a window was the largest. */
  CHOICE(Memory.ACTIVATION),
  /** The largest sum of a row. */
  MAXIMUM(Memory.ACTIVATION),
  /** The exponentials of softmax. */
  EXPONENTIAL(Memory.ACTIVATION),
  /** The sum of the exponentials of a row. */
  TOTAL(Memory.ACTIVATION),
  /** Which words dropout keeps. */
  MASK(Memory.ACTIVATION),
  /** delta<sub>l</sub>. */
  DELTA(Memory.ACTIVATION),
  /** F<sub>l</sub>: its values or signs, all of them or those of its connections. */
  FEEDBACK(Memory.FEEDBACK),
  /** eta delta<sub>l</sub>. */
  GRADIENT(Memory.ACTIVATION),
  /** Which sources the units of a layer listen to. */
  SELECTION(Memory.FEEDBACK),
  /** The second copy of W<sub>l</sub>, without its bias row. */
  TRANSPOSED_WEIGHT(Memory.FEEDBACK),
  /** The buffer that turns rows of W into columns. */
  TRANSPOSING_BUFFER(Memory.FEEDBACK),
  /** Sums that leave an array and come back. */
  PARTIAL_SUM(Memory.ACCUMULATOR),
  /** The error of the windows of a convolution, before windows are added up. */
  UNFOLDED_ERROR(Memory.ACTIVATION),
  /** C of a plain product. */
  OUTPUT(Memory.ACTIVATION),
  /** The words of the sigmoid table. */
  SIGMOID_TABLE(Memory.ACTIVATION),
  /** The registers that a layer's units draw from when they round or drop. */
  RANDOM_STATE(Memory.ACCUMULATOR);

  private final Memory memory;
  private final String label;

  TensorKind(Memory memory) {
    this.memory = memory;
    this.label = camelCase(name());
  }

  private static String camelCase(String name) {
    StringBuilder text = new StringBuilder();
    for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
      text.append(
          text.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return text.toString();
  }

  /** Returns the kind of the tensors of {@code role}. */
  public static TensorKind of(Role role) {
    return switch (role) {
      case INPUT -> INPUT;
      case WEIGHT -> WEIGHT;
      case VELOCITY -> VELOCITY;
      case PREACTIVATION -> PREACTIVATION;
      case SUM -> SUM;
      case ACTIVATION -> ACTIVATION;
      case TARGET -> TARGET;
      case DERIVATIVE -> DERIVATIVE;
      case ERROR -> ERROR;
      case UNFOLDED_ERROR -> UNFOLDED_ERROR;
      case CHOICE -> CHOICE;
      case MAXIMUM -> MAXIMUM;
      case EXPONENTIAL -> EXPONENTIAL;
      case TOTAL -> TOTAL;
      case RANDOM -> RANDOM_STATE;
      case MASK -> MASK;
      case DELTA -> DELTA;
      case WEIGHT_GRADIENT -> WEIGHT_GRADIENT;
      case FEEDBACK -> FEEDBACK;
      case GRADIENT -> GRADIENT;
    };
  }

  /** Returns the on-chip memory that holds it, or that it passes through. */
  public Memory memory() {
    return memory;
  }

  /** Returns the name as it is printed: {@code transposedWeight}. */
  public String label() {
    return label;
  }
}
