package org.backflow.configuration.tree;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration that cannot be used. The message has a line for each of the first 20 problems in
 * reading order, as {@code path:line:column: what was found; expected ...; did you mean '...'?}.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_LINES = 20;

  /** At least one, in reading order; the list is serializable, as all of Stream.toList are. */
  @SuppressWarnings("serial")
  private final List<Problem> problems;

  public ConfigurationException(Problem problem) {
    this(List.of(problem));
  }

  public ConfigurationException(Collection<Problem> problems) {
    super(message(inReadingOrder(problems)));
    this.problems = inReadingOrder(problems);
  }

  /**
   * {@return a refusal of everything that several refuse}
   *
   * @param refusals at least one
   */
  public static ConfigurationException joining(Collection<ConfigurationException> refusals) {
    return new ConfigurationException(
        refusals.stream().flatMap(refusal -> refusal.problems.stream()).toList());
  }

  /** {@return all problems, at least one, in reading order} */
  public List<Problem> problems() {
    return problems;
  }

  /** {@return the path of the file, or the option, that the first problem is in} */
  public String source() {
    return first().source();
  }

  /** {@return the line of the first problem, from 1, or 0 if it has none} */
  public int line() {
    return first().line();
  }

  /** {@return the column of the first problem in code points, from 1, or 0 if it has none} */
  public int column() {
    return first().column();
  }

  private Location first() {
    return problems.get(0).location();
  }

  private static String message(List<Problem> problems) {
    String lines =
        problems.stream()
            .limit(MOST_LINES)
            .map(Problem::toString)
            .collect(Collectors.joining("\n"));
    int others = problems.size() - MOST_LINES;
    return others > 0 ? lines + "\nand " + others + " more" : lines;
  }

  private static List<Problem> inReadingOrder(Collection<Problem> problems) {
    return problems.stream().distinct().sorted(Problem.IN_READING_ORDER).toList();
  }
}
