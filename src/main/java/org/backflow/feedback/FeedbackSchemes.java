package org.backflow.feedback;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The schemes that can be named in an experiment. */
public final class FeedbackSchemes {

  /** Backpropagation, which every other scheme is compared with. */
  public static final FeedbackScheme BACKPROP = new Backprop();

  /** A fixed random matrix. */
  public static final FeedbackScheme RANDOM = new RandomFeedback();

  /** One unit of the next layer per hidden unit. */
  public static final FeedbackScheme ONE_HOT = new OneHot();

  /** Two units of the next layer per hidden unit. */
  public static final FeedbackScheme SPARSE = new Sparse(Sparse.DEFAULT_CONNECTIONS);

  /** Fixed random signs. */
  public static final FeedbackScheme SIGN = new RandomSigns();

  /** The signs of the transposed weights. */
  public static final FeedbackScheme SIGN_SYMMETRIC = new SignSymmetric();

  /** A fixed random matrix from the outputs to every hidden layer. */
  public static final FeedbackScheme DIRECT = new Direct();

  /** One output per hidden unit of every layer. */
  public static final FeedbackScheme DIRECT_ONE_HOT = new DirectOneHot();

  /** What may be named besides {@link #names()}, for help and messages. */
  public static final String OTHER_NAMES =
      "sparse-K for K connections per unit, as in sparse-4, or a scheme that stores its matrix"
          + " followed by its own scale: -constant, -ln(t+1) or -ln(t+e), as in random-ln(t+e)";

  private static final List<FeedbackScheme> SHIPPED =
      List.of(BACKPROP, RANDOM, ONE_HOT, SPARSE, SIGN, SIGN_SYMMETRIC, DIRECT, DIRECT_ONE_HOT);

  private static final Pattern SPARSE_K = Pattern.compile(Sparse.NAME + "-([1-9]\\d{0,6})");

  /** Empty until it is asked for, since what other jars bring may be refused. */
  private static volatile List<FeedbackScheme> all = List.of();

  private FeedbackSchemes() {}

  /**
   * Returns every scheme, {@code backprop} first, those of other jars last.
   *
   * @throws FeedbackSchemeException when one of those cannot be used
   */
  public static List<FeedbackScheme> all() {
    if (all.isEmpty()) {
      all = ProvidedSchemes.after(SHIPPED);
    }
    return all;
  }

  /** Returns the names of all schemes, in the same order. */
  public static List<String> names() {
    return all().stream().map(FeedbackScheme::name).toList();
  }

  /** Returns the scheme with k random connections per hidden unit. */
  public static FeedbackScheme sparse(int connections) {
    return new Sparse(connections);
  }

  /**
   * Returns the scheme called {@code name}: one of the {@link #names() names}, {@code sparse-K}, K
   * connections per hidden unit, or either followed by {@code -} and the {@link FeedbackScale#label
   * label} of a scale of its own.
   */
  public static Optional<FeedbackScheme> named(String name) {
    for (FeedbackScale scale : FeedbackScale.values()) {
      String suffix = "-" + scale.label();
      if (name.endsWith(suffix)) {
        return unscaled(name.substring(0, name.length() - suffix.length()))
            .filter(scheme -> scheme.operator().storesFeedback())
            .map(scheme -> new Rescaled(scheme, scale));
      }
    }
    return unscaled(name);
  }

  private static Optional<FeedbackScheme> unscaled(String name) {
    Matcher matcher = SPARSE_K.matcher(name);
    if (matcher.matches()) {
      return Optional.of(sparse(Integer.parseInt(matcher.group(1))));
    }
    return all().stream().filter(scheme -> scheme.name().equals(name)).findFirst();
  }
}
