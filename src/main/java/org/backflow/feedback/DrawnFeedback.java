package org.backflow.feedback;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/** Feedback matrices as schemes drew them, held to what their operators make of them. */
public final class DrawnFeedback {

  private DrawnFeedback() {}

  /**
   * Draws F of one layer, whatever the layers around it are. Groups that do not mix are drawn one
   * after the other, each as if there were no other.
   *
   * @param sources words of the error that is carried to a unit, rows of F
   * @param units words that receive it, columns of F
   * @param groups into how many the columns fall, in their order
   * @param random a stream that belongs to the run and the layer
   * @throws FeedbackSchemeException when its form is not that of the operator
   */
  public static Optional<Matrix> draw(
      FeedbackScheme scheme,
      int layer,
      int sources,
      int units,
      int groups,
      Initialization initialization,
      RandomStream random) {
    NetworkShape network = around(layer, sources, units / groups);
    Matrix whole = Matrix.zeros(sources, units);
    for (int group = 0; group < groups; group++) {
      Optional<Matrix> drawn =
          checked(scheme, network, layer, scheme.draw(network, layer, initialization, random));
      if (drawn.isEmpty()) {
        return drawn;
      }
      put(drawn.get(), whole, group);
    }
    return Optional.of(whole);
  }

  private static void put(Matrix part, Matrix whole, int group) {
    for (int row = 0; row < part.rows(); row++) {
      for (int column = 0; column < part.columns(); column++) {
        whole.set(row, group * part.columns() + column, part.get(row, column));
      }
    }
  }

  /** Returns how many elements of each column of F are not zero where a scheme states that. */
  public static int terms(FeedbackScheme scheme, int layer, int sources, int units) {
    return scheme.terms(around(layer, sources, units), layer);
  }

  /** Returns a network whose last hidden layer is {@code layer}, below as many outputs. */
  private static NetworkShape around(int layer, int sources, int units) {
    List<Integer> widths = new ArrayList<>(Collections.nCopies(layer, 1));
    widths.add(units);
    widths.add(sources);
    return new NetworkShape(widths);
  }

  /**
   * Returns what was drawn for a layer.
   *
   * @throws FeedbackSchemeException when its form is not that of the operator: then the arithmetic
   *     that is counted would not be the one that is computed
   */
  public static Optional<Matrix> checked(
      FeedbackScheme scheme, NetworkShape network, int layer, Optional<Matrix> drawn) {
    boolean isStored = scheme.operator().storesFeedback();
    if (drawn.isPresent() != isStored) {
      throw refusal(scheme, layer, isStored ? "no matrix" : "a matrix");
    }
    drawn.ifPresent(matrix -> requireForm(scheme, network, layer, matrix));
    return drawn;
  }

  private static void requireForm(
      FeedbackScheme scheme, NetworkShape network, int layer, Matrix matrix) {
    int sources = network.width(scheme.source(network, layer));
    int units = network.width(layer);
    if (matrix.rows() != sources || matrix.columns() != units) {
      throw refusal(
          scheme,
          layer,
          matrix.rows() + " x " + matrix.columns() + " elements for " + sources + " x " + units);
    }
    for (double value : matrix.values()) {
      if (!Double.isFinite(value)) {
        throw refusal(scheme, layer, "an element that is " + value);
      }
      if (scheme.operator() == FeedbackOperator.SIGNS && Math.abs(value) != 1.0) {
        throw refusal(scheme, layer, "an element that is " + value + ", no sign");
      }
      if (scheme.operator() == FeedbackOperator.SELECTION && value != 0.0 && value != 1.0) {
        throw refusal(scheme, layer, "an element that is " + value + ", not 0 or 1");
      }
    }
    if (scheme.operator() == FeedbackOperator.SELECTION
        || scheme.operator() == FeedbackOperator.SPARSE) {
      requireTerms(scheme, network, layer, matrix);
    }
  }

  private static void requireTerms(
      FeedbackScheme scheme, NetworkShape network, int layer, Matrix matrix) {
    int terms = scheme.terms(network, layer);
    for (int unit = 0; unit < matrix.columns(); unit++) {
      int found = 0;
      for (int source = 0; source < matrix.rows(); source++) {
        found += matrix.get(source, unit) == 0.0 ? 0 : 1;
      }
      // A drawn value may be zero, a selected one is not.
      if (found > terms || (scheme.operator() == FeedbackOperator.SELECTION && found != terms)) {
        throw refusal(
            scheme, layer, found + " elements for unit " + unit + ", whose terms are " + terms);
      }
    }
  }

  private static FeedbackSchemeException refusal(FeedbackScheme scheme, int layer, String found) {
    return new FeedbackSchemeException(
        "feedback scheme "
            + scheme.name()
            + " ("
            + scheme.getClass().getName()
            + ") draws F"
            + layer
            + " with "
            + found
            + "; expected the form of its operator, "
            + scheme.operator());
  }
}
