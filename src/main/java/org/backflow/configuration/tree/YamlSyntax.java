package org.backflow.configuration.tree;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Explains why text is not YAML: common mistakes in our words, the others in the parser's. */
final class YamlSyntax {

  private YamlSyntax() {}

  /** Explains what the parser refuses at a place that it knows. */
  static Problem explain(MarkedYamlEngineException e, Mark mark, YamlSource source) {
    Location at = source.at(mark);
    String problem = MessageText.remark(e.getProblem());
    if (problem.contains("cannot start any token")) {
      String start = source.after(mark.getIndex()).substring(0, 1);
      return start.equals("\t")
          ? Problem.found(at, "a tab").expected("spaces")
          : Problem.found(at, "a text that starts with " + start).expected("quotes around it");
    }
    if (problem.equals("mapping values are not allowed here")) {
      return Problem.found(at, "a ':' that no key can have here")
          .expected("keys of one map at one indentation, and quotes around a text with ': '");
    }
    String from =
        e.getContextMark()
            .map(source::at)
            .filter(start -> start.line() > 0)
            .map(start -> " from line " + start.line())
            .orElse("");
    String context = Optional.ofNullable(e.getContext()).map(MessageText::remark).orElse("");
    if (problem.startsWith("expected <block end>")) {
      boolean isList = context.contains("collection");
      return Problem.found(at, "what cannot follow in the " + (isList ? "list" : "map") + from)
          .expected((isList ? "a '-'" : "a key") + " at the indentation of the others");
    }
    String during = context.isEmpty() ? "" : context + from + ": ";
    return Problem.found(at, "not YAML (" + during + problem + ")");
  }

  /** Explains what the parser refuses without saying where; {@code last} is before that. */
  static Problem explain(RuntimeException e, Location last) {
    return Problem.found(last, "not YAML (" + MessageText.remark(e.toString()) + ")");
  }
}
