package org.backflow.experiment;

import java.util.Optional;
import java.util.OptionalDouble;
import org.backflow.feedback.FeedbackScheme;

/**
 * A test accuracy that someone else published for one scheme of an experiment.
 *
 * @param testAccuracyPercent the mean over the runs, rounded to a tenth
 * @param p of Welch's two-sided t test against the baseline; empty where none is stated
 * @param runs how many runs the mean is of
 * @param source where it is published
 * @param note what the source leaves open; empty for nothing
 */
public record PublishedFigure(
    FeedbackScheme scheme,
    double testAccuracyPercent,
    OptionalDouble p,
    int runs,
    String source,
    Optional<String> note) {}
