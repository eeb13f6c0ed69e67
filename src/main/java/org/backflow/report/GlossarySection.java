package org.backflow.report;

import java.util.List;

/** The words of a report, explained. */
final class GlossarySection {

  private GlossarySection() {}

  static Element element() {
    return Element.of(
            "section",
            Element.of("h2", "Glossary"),
            Element.of(
                "dl",
                term("Step", "one update of all weights from one minibatch."),
                term(
                    "Feedback phase",
                    "carrying the error from the output layer back to every hidden layer: the"
                        + " product, signed sum or selection that a scheme prescribes, then the"
                        + " derivative."),
                term("MAC", "one multiply-accumulate of a matrix product: M N K in all."),
                term(
                    "Multiply",
                    "one multiplication issued, inside a MAC or in the vector unit or router."),
                term("Word", "one element of a tensor, as wide as its format."),
                term(
                    "Fold",
                    "one filling of the array; a product larger than the array takes several."
                        + " Off the array, one filling of the lanes."),
                term(
                    "Mapping efficiency",
                    "the share of array elements that a fold uses, averaged over the folds (in"
                        + " operations.csv)."),
                term(
                    "Utilization",
                    "useful element-cycles over all element-cycles: mapping efficiency, less the"
                        + " cycles that fill and drain the array."),
                term(
                    "Stall-free",
                    "without cycles spent waiting for memory: operands are always on chip in"
                        + " time."),
                term(
                    "os, ws, is",
                    "output-, weight- and input-stationary: what stays in the array while a fold"
                        + " runs."),
                term(
                    "Router",
                    "the unit that hands every hidden unit the errors that it listens to."),
                term(
                    "Feedback alignment",
                    "how well the fed-back error agrees with that of backpropagation, measured"
                        + " after every epoch on the first 500 training samples (of a small set,"
                        + " the first twentieth): angle between the two in degrees, share of"
                        + " samples below 90 degrees, correlation of feedback and transposed"
                        + " weights, ratio of their norms (in epochs.csv and results.json)."),
                term(
                    "Standard deviation",
                    "of single runs around their mean (sample, divisor n − 1), not of the mean.")))
        .with("id", "glossary");
  }

  private static List<Element> term(String term, String meaning) {
    return List.of(Element.of("dt", term), Element.of("dd", meaning));
  }
}
