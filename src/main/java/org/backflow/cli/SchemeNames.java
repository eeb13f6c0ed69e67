package org.backflow.cli;

import java.util.ArrayList;
import java.util.List;
import org.backflow.configuration.tree.NearestName;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.layer.LayeredNetwork;

/** The names of the feedback schemes, for help, completion and the option that takes one. */
final class SchemeNames extends ArrayList<String> {
  private static final long serialVersionUID = 1L;

  SchemeNames() {
    super(FeedbackSchemes.names());
  }

  /** Returns why each scheme that does not fit {@code network} does not. */
  static List<String> leftOut(LayeredNetwork network) {
    return FeedbackSchemes.all().stream()
        .flatMap(scheme -> network.refusal(scheme).stream())
        .toList();
  }

  /** Returns the scheme that {@code option} names. */
  static FeedbackScheme parse(String option, String name) {
    return FeedbackSchemes.named(name)
        .orElseThrow(
            () ->
                new InvalidOptionException(
                    option,
                    name,
                    NearestName.of(name, FeedbackSchemes.names())
                        .map(nearest -> "no such scheme; did you mean '" + nearest + "'?")
                        .orElse(
                            "no such scheme; expected one of "
                                + FeedbackSchemes.names()
                                + ", or "
                                + FeedbackSchemes.OTHER_NAMES)));
  }
}
