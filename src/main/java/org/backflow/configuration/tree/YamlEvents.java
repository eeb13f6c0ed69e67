package org.backflow.configuration.tree;

import java.util.Iterator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The events of the YAML parser in our locations, with what it refuses in our messages. */
final class YamlEvents {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setVersionFunction(version -> version).build();

  private final YamlSource source;
  private final Problems problems;
  private final Iterator<Event> events;
  private Location location;
  private int end;

  /**
   * Starts to parse.
   *
   * @throws ConfigurationException if the text has characters that YAML does not allow
   */
  YamlEvents(YamlSource source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.location = source.start();
    refuseUnprintable();
    this.events = new Parse(SETTINGS).parseString(source.text()).iterator();
  }

  /**
   * Returns the next event.
   *
   * @throws ConfigurationException if the text is not YAML, with all problems collected so far
   */
  Event next() {
    try {
      Event event = events.next();
      location = event.getStartMark().map(source::at).orElse(location);
      end = event.getEndMark().map(Mark::getIndex).orElse(end);
      return event;
    } catch (MarkedYamlEngineException e) {
      throw refusal(
          e.getProblemMark()
              .map(mark -> YamlSyntax.explain(e, mark, source))
              .orElseGet(() -> YamlSyntax.explain(e, location)));
    } catch (RuntimeException e) {
      // On some texts that are not YAML the parser itself fails, as with "\x at the end.
      throw refusal(YamlSyntax.explain(e, location));
    }
  }

  /** Returns where the last event started. */
  Location location() {
    return location;
  }

  /** Returns where the last event ended, in code points from the start of the text. */
  int end() {
    return end;
  }

  private void refuseUnprintable() {
    String text = source.text();
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (!StreamReader.isPrintable(text.codePointAt(i))) {
        throw refusal(
            Problem.found(
                    source.at(i), "the character " + MessageText.codePoint(text.codePointAt(i)))
                .expected("characters that YAML allows"));
      }
    }
  }

  private ConfigurationException refusal(Problem problem) {
    problems.add(problem);
    return problems.toException();
  }
}
