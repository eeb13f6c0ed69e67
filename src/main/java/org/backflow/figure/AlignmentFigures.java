package org.backflow.figure;

import static org.backflow.figure.Kind.FRACTION;
import static org.backflow.figure.Kind.NUMBER;

import java.util.List;
import org.backflow.training.FeedbackAlignment;

/** How well the feedback into a hidden layer agrees with backpropagation. */
public final class AlignmentFigures {

  public static final List<Figure<FeedbackAlignment>> ALL =
      List.of(
          Figure.<FeedbackAlignment>of(
                  NUMBER,
                  "feedback_weight_correlation",
                  Term.of(
                          "feedback weight correlation",
                          "Pearson correlation of the feedback matrix with the transposed weights whose"
                              + " place it takes, without biases, after an epoch. One for backprop;"
                              + " none where the two have other shapes.")
                      .formula("r(W, F^T)"),
                  FeedbackAlignment::weightCorrelation)
              .keyed("weightCorrelation")
              .optional(),
          Figure.<FeedbackAlignment>of(
                  NUMBER,
                  "feedback_angle_degrees",
                  Term.of(
                          "feedback angle",
                          "degrees",
                          "The mean angle between the error that the scheme feeds back and the one that"
                              + " backpropagation would, measured after an epoch on the first 500"
                              + " training samples (of a small set, the first twentieth).")
                      .formula("arccos(a . b / (|a| |b|)), a = delta F, b = delta W^T")
                      .source("Lillicrap et al. 2016, doi:10.1038/ncomms13276"),
                  FeedbackAlignment::angleDegrees)
              .keyed("angleDegrees")
              .optional(),
          Figure.<FeedbackAlignment>of(
                  FRACTION,
                  "feedback_aligned_fraction",
                  Term.of(
                          "feedback aligned fraction",
                          "fraction, 0 to 1",
                          "The share of those samples whose angle is below 90 degrees, so that the"
                              + " update helps.")
                      .formula("share of samples with e^T W B e > 0"),
                  FeedbackAlignment::alignedFraction)
              .keyed("alignedFraction")
              .optional(),
          Figure.<FeedbackAlignment>of(
                  NUMBER,
                  "feedback_norm_ratio",
                  Term.of(
                          "feedback norm ratio",
                          "times",
                          "The Frobenius norm of the feedback matrix over that of the weights.")
                      .formula("|F| / |W|"),
                  FeedbackAlignment::normRatio)
              .keyed("normRatio")
              .optional(),
          Figure.<FeedbackAlignment>of(
                  NUMBER,
                  "gradient_norm",
                  Term.of(
                          "norm of the gradient",
                          "How large the gradient by the preactivations of a hidden layer is, as the"
                              + " scheme forms it, on the probe of training samples. Where it falls"
                              + " from layer to layer on the way back, it vanishes.")
                      .formula("sqrt(mean over the samples of |delta_l|^2)"),
                  FeedbackAlignment::gradientNorm)
              .keyed("gradientNorm")
              .optional());

  private AlignmentFigures() {}
}
