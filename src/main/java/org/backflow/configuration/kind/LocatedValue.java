package org.backflow.configuration.kind;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.backflow.configuration.tree.KeyPath;
import org.backflow.configuration.tree.MessageText;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Problem;
import org.backflow.configuration.tree.Problems;

/**
 * A value on its way to be bound: what was written, the path that leads to it, and where to report
 * what is wrong with it.
 *
 * @param path the keys that lead here
 * @param node what was written
 * @param problems collects the refusals
 * @param alternatives what else would be accepted here than what the reader of the value expects
 */
public record LocatedValue(KeyPath path, Node node, Problems problems, List<String> alternatives) {

  public LocatedValue(KeyPath path, Node node, Problems problems) {
    this(path, node, problems, List.of());
  }

  LocatedValue child(String key, Node child) {
    return new LocatedValue(path.child(key), child, problems);
  }

  LocatedValue withAlternatives(List<String> others) {
    return new LocatedValue(path, node, problems, others);
  }

  /** Reports that something else is expected here; returns the value that there is not. */
  <T> Optional<T> refuse(String expected) {
    return refuse(problem("").expected(orAlternatives(expected)));
  }

  /** Reports the same, and the name that is nearest to what was written. */
  <T> Optional<T> refuse(String expected, String given, Collection<String> valid) {
    return refuse(problem("").expected(orAlternatives(expected)).meantNearest(given, valid));
  }

  /** Reports that the value is of the right kind but not allowed, and why. */
  <T> Optional<T> refuseBecause(String reason, String expected) {
    return refuse(problem(" (" + reason + ")").expected(orAlternatives(expected)));
  }

  private <T> Optional<T> refuse(Problem problem) {
    problems.add(problem);
    return Optional.empty();
  }

  private Problem problem(String remark) {
    return Problem.found(node.location(), path.quoted() + " is " + node.description() + remark);
  }

  private String orAlternatives(String expected) {
    return alternatives.isEmpty() ? expected : expected + " or " + MessageText.joined(alternatives);
  }
}
