package org.backflow.configuration.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Builds the tree of one YAML document. It reads the events of the parser rather than its nodes,
 * because nodes no longer tell an alias from the value it repeats: a few lines of aliases can stand
 * for billions of values, so they are refused where they are written.
 */
public final class YamlReader {
  private static final int MAXIMUM_DEPTH = 32;

  private final YamlSource source;
  private final Problems problems = new Problems();
  private final YamlEvents events;

  private YamlReader(YamlSource source) {
    this.source = source;
    this.events = new YamlEvents(source, problems);
  }

  /**
   * Returns the map that a file consists of.
   *
   * @param path what locations show as the path of the file
   * @throws ConfigurationException if the text is not one YAML document whose root is a map
   */
  public static Mapping readFile(String path, String text) {
    Node root = new YamlReader(YamlSource.ofFile(path, text)).document();
    if (!(root instanceof Mapping map)) {
      throw new ConfigurationException(
          Problem.found(root.location(), "the file is " + root.description())
              .expected("keys and values"));
    }
    return map;
  }

  /**
   * Returns the value of an option: text that may go without quotes, or any value in flow style.
   *
   * @param setting the location of everything in the value
   * @throws ConfigurationException if the text is not such a value
   */
  public static Node readSetting(Location setting, String value) {
    return new YamlReader(YamlSource.ofSetting(setting, value)).document();
  }

  private Node document() {
    events.next();
    Event start = events.next();
    Node root = nothing();
    if (start instanceof DocumentStartEvent document) {
      refuseDirective(document);
      root = node(events.next(), 0);
      if (!source.isFile()) {
        refuseComment(source.after(events.end()).strip());
      }
      events.next();
      if (events.next() instanceof DocumentStartEvent) {
        refuse("a second document", "one document");
      }
    } else if (!source.isFile()) {
      refuseComment(source.text());
    }
    problems.throwIfAny();
    return root;
  }

  private Node node(Event event, int depth) {
    refuseAnchorOrTag(event);
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (event instanceof CollectionStartEvent collection) {
      refuseStyleOrDepth(collection, depth);
      return event.getEventId() == Event.ID.SequenceStart
          ? sequence(events.location(), depth + 1)
          : mapping(events.location(), depth + 1);
    }
    return nothing();
  }

  private Scalar scalar(ScalarEvent event) {
    try {
      return Scalar.of(events.location(), event.getValue(), event.isPlain());
    } catch (ConfigurationException e) {
      problems.addAll(e);
      return nothing();
    }
  }

  private Sequence sequence(Location location, int depth) {
    List<Node> elements = new ArrayList<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
      elements.add(node(e, depth));
    }
    return new Sequence(location, elements);
  }

  private Mapping mapping(Location location, int depth) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
      Node key = node(e, depth);
      Node value = node(events.next(), depth);
      if (key instanceof Scalar scalar && !scalar.text().isBlank()) {
        String name = scalar.text();
        Mapping.Entry first = entries.putIfAbsent(name, new Mapping.Entry(key.location(), value));
        if (first != null) {
          refuse(
              key.location(),
              "the key " + MessageText.quote(name) + " again",
              "it once, as at " + first.keyLocation());
        }
      } else {
        refuse(key.location(), "a key that is " + key.description(), "a name");
      }
    }
    return new Mapping(location, entries, Optional.empty());
  }

  private Scalar nothing() {
    return Scalar.of(events.location(), "", true);
  }

  private void refuseDirective(DocumentStartEvent document) {
    if (document.getSpecVersion().isPresent()) {
      refuse("the directive %YAML", "none, as this is read as YAML 1.2");
    }
  }

  private void refuseAnchorOrTag(Event event) {
    if (event instanceof AliasEvent alias) {
      refuse("the alias " + MessageText.quote("*" + alias.getAlias()), "the value itself");
    } else if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      refuse(
          "the anchor " + MessageText.quote("&" + node.getAnchor().get()),
          "the value without an anchor");
    }
    Optional<String> tag = Optional.empty();
    if (event instanceof ScalarEvent scalar) {
      tag = scalar.getTag();
    } else if (event instanceof CollectionStartEvent collection) {
      tag = collection.getTag();
    }
    tag.map(name -> name.replace(Tag.PREFIX, "!!"))
        .ifPresent(name -> refuse("the tag " + MessageText.quote(name), "the value without a tag"));
  }

  private void refuseStyleOrDepth(CollectionStartEvent collection, int depth) {
    if (!source.isFile() && !collection.isFlow()) {
      refuse("a list or map without brackets", "[...] or {...}, or quotes around a text");
    }
    if (depth == MAXIMUM_DEPTH) {
      refuse("a value inside " + depth + " others", "at most " + MAXIMUM_DEPTH + " levels");
      problems.throwIfAny();
    }
  }

  /** Refuses a comment in an option, where it is more likely the rest of a text. */
  private void refuseComment(String rest) {
    if (rest.startsWith("#")) {
      refuse("the comment " + MessageText.quote(rest), "quotes around a text with '#'");
    }
  }

  private void refuse(String found, String expected) {
    refuse(events.location(), found, expected);
  }

  private void refuse(Location location, String found, String expected) {
    problems.add(Problem.found(location, found).expected(expected));
  }
}
