package org.backflow.feedback;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/** Schemes of other jars, found by {@link ServiceLoader} and held to what a scheme must state. */
final class ProvidedSchemes {

  /** Neither the form of sparse-K nor that of a scale of its own. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private ProvidedSchemes() {}

  /** Returns the shipped schemes and behind them those of the class path. */
  static List<FeedbackScheme> after(List<FeedbackScheme> shipped) {
    List<FeedbackScheme> found = new ArrayList<>();
    try {
      ServiceLoader.load(FeedbackScheme.class).forEach(found::add);
    } catch (ServiceConfigurationError e) {
      throw new FeedbackSchemeException(
          "a feedback scheme of another jar cannot be loaded: " + e.getMessage(), e);
    }
    return joined(shipped, found);
  }

  /**
   * Returns both, the shipped ones first.
   *
   * @throws FeedbackSchemeException when one lacks what a scheme must state, or two have one name
   */
  static List<FeedbackScheme> joined(List<FeedbackScheme> shipped, List<FeedbackScheme> found) {
    Map<String, FeedbackScheme> byName = new LinkedHashMap<>();
    shipped.forEach(scheme -> byName.put(scheme.name(), scheme));
    for (FeedbackScheme scheme : found) {
      requireWhole(scheme);
      FeedbackScheme other = byName.putIfAbsent(scheme.name(), scheme);
      if (other != null) {
        throw refusal(
            scheme,
            "name",
            scheme.name(),
            "another name than that of " + other.getClass().getName());
      }
    }
    return List.copyOf(byName.values());
  }

  private static void requireWhole(FeedbackScheme scheme) {
    require(scheme, "name", scheme.name(), isName(scheme.name()), "lower-case words joined by '-'");
    require(scheme, "description", scheme.description(), isText(scheme.description()), "a text");
    require(scheme, "publication", scheme.publication(), isText(scheme.publication()), "a text");
    FeedbackOperator operator = scheme.operator();
    require(scheme, "operator", operator, operator != null, "one of " + operators());
    require(
        scheme,
        "waitsForWeights",
        scheme.waitsForWeights(),
        scheme.waitsForWeights() != operator.storesFeedback(),
        operator.storesFeedback()
            ? "false, since " + operator + " reads a stored matrix"
            : "true, since " + operator + " reads the weights");
  }

  private static boolean isName(String name) {
    return isText(name)
        && NAME.matcher(name).matches()
        && !name.equals("all")
        && !name.startsWith(Sparse.NAME + "-")
        && Arrays.stream(FeedbackScale.values())
            .noneMatch(scale -> name.endsWith("-" + scale.label()));
  }

  // What other code returns may be null, whatever its types say.
  @SuppressWarnings("ConstantValue")
  private static boolean isText(String text) {
    return text != null && !text.isBlank();
  }

  private static String operators() {
    return Arrays.toString(FeedbackOperator.values());
  }

  private static void require(
      FeedbackScheme scheme, String what, Object found, boolean holds, String expected) {
    if (!holds) {
      throw refusal(scheme, what, found, expected);
    }
  }

  private static FeedbackSchemeException refusal(
      FeedbackScheme scheme, String what, Object found, String expected) {
    return new FeedbackSchemeException(
        "feedback scheme "
            + scheme.getClass().getName()
            + ": "
            + what
            + " is '"
            + found
            + "'; expected "
            + expected);
  }
}
