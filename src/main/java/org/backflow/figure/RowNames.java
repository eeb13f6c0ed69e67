package org.backflow.figure;

import static org.backflow.figure.Kind.COUNT;
import static org.backflow.figure.Kind.TEXT;

import java.util.List;
import java.util.function.Function;
import org.backflow.experiment.SchemeTest;

/** What the rows of files are of: the columns that say so. */
public final class RowNames {

  private RowNames() {}

  /** Returns the column of the scheme. */
  public static <T> Figure<T> scheme(Function<T, String> reader) {
    return Figure.of(
        TEXT,
        "scheme",
        Term.of("scheme", "How the error is carried back from a layer to the one below."),
        reader);
  }

  /** Returns the column of the arithmetic. */
  public static <T> Figure<T> arithmetic(Function<T, String> reader) {
    return Figure.<T>of(
            TEXT,
            "arithmetic",
            Term.of("arithmetic", "float (single precision) or fixed (bit-true fixed point)."),
            reader)
        .oneOf(List.of(SchemeTest.FLOAT, SchemeTest.FIXED));
  }

  /** Returns the column of the run. */
  public static <T> Figure<T> run(Function<T, ?> reader) {
    return Figure.of(
        COUNT,
        "run",
        Term.of(
            "run",
            "One repetition with other initial weights, feedback matrices and order of samples."
                + " Networks of the same run and different schemes start from the same weights and"
                + " see the same minibatches."),
        reader);
  }

  /** Returns the column of the epoch. */
  public static <T> Figure<T> epoch(Function<T, ?> reader) {
    return Figure.of(
        COUNT,
        "epoch",
        Term.of("epoch", "One pass over all training samples, counted from zero."),
        reader);
  }

  /** Returns the column of the operation. */
  public static <T> Figure<T> operation(Function<T, String> reader) {
    return Figure.of(
        TEXT,
        "operation",
        Term.of(
            "operation",
            "One operation of the step, called by what it computes and its layer: forward.1,"
                + " activate.1, error.2, feedback.1, delta.1, scale.1, update.1; of a topology, with"
                + " the name of the layer."),
        reader);
  }

  /** Returns the column of the phase. */
  public static <T> Figure<T> phase(Function<T, String> reader) {
    return Figure.of(
        TEXT,
        "phase",
        Term.of("phase", "forward, output error, feedback or update; gemm of a plain product."),
        reader);
  }
}
