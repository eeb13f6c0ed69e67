package org.backflow.feedback;

import java.util.List;
import java.util.Optional;

/** The schemes that can be named in an experiment. */
public final class FeedbackSchemes {

  /** Backpropagation, which every other scheme is compared with. */
  public static final FeedbackScheme BACKPROP = new Backprop();

  /** A fixed random matrix. */
  public static final FeedbackScheme RANDOM = new RandomFeedback();

  /** One output per hidden unit. */
  public static final FeedbackScheme ONE_HOT = new OneHot();

  private static final List<FeedbackScheme> ALL = List.of(BACKPROP, RANDOM, ONE_HOT);

  private FeedbackSchemes() {}

  /** Returns every scheme, {@code backprop} first. */
  public static List<FeedbackScheme> all() {
    return ALL;
  }

  /** Returns the names of all schemes, in the same order. */
  public static List<String> names() {
    return ALL.stream().map(FeedbackScheme::name).toList();
  }

  /** Returns the scheme called {@code name}. */
  public static Optional<FeedbackScheme> named(String name) {
    return ALL.stream().filter(scheme -> scheme.name().equals(name)).findFirst();
  }
}
