package org.backflow.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.KeyPath;
import org.backflow.configuration.tree.Mapping;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Problems;
import org.backflow.configuration.tree.Scalar;
import org.backflow.configuration.tree.Sequence;

/**
 * Says at which paths a name stands for a file. A name is replaced only once something below it is
 * wanted, so that an option can still put another name in its place.
 *
 * @param rules in the order in which they were given
 */
record Expansions(List<Rule> rules) {
  static final Expansions NONE = new Expansions(List.of());

  /**
   * One kind of reference.
   *
   * @param pattern the paths where the names stand, {@code *} being any key or index
   * @param shelf where the files are
   */
  record Rule(KeyPath pattern, ConfigurationShelf shelf) {}

  Expansions {
    rules = List.copyOf(rules);
  }

  Expansions with(Rule rule) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(rule);
    return new Expansions(more);
  }

  /**
   * Returns what a node stands for: the map in the file that it names, or itself.
   *
   * @throws ConfigurationException if it names no file, or one that cannot be used
   */
  Node expand(KeyPath at, Node node) {
    if (node instanceof Scalar name && name.type() != Scalar.Type.NOTHING) {
      for (Rule rule : rules) {
        if (at.matches(rule.pattern())) {
          return rule.shelf().resolve(at, name);
        }
      }
    }
    return node;
  }

  /**
   * Returns a tree in which every name is replaced, also in what was read for other names.
   *
   * @throws ConfigurationException with all names that cannot be replaced
   */
  Mapping expandAll(Mapping root) {
    Problems problems = new Problems();
    Mapping expanded = expandBelow(KeyPath.ROOT, root, problems);
    problems.throwIfAny();
    return expanded;
  }

  private Node expandAll(KeyPath at, Node node, Problems problems) {
    Node open = node;
    try {
      open = expand(at, node);
    } catch (ConfigurationException e) {
      problems.addAll(e);
    }
    if (open instanceof Mapping map) {
      return expandBelow(at, map, problems);
    }
    return open instanceof Sequence list ? expandBelow(at, list, problems) : open;
  }

  private Mapping expandBelow(KeyPath at, Mapping map, Problems problems) {
    Map<String, Mapping.Entry> expanded = new LinkedHashMap<>();
    map.entries()
        .forEach(
            (key, entry) -> {
              Node value = expandAll(at.child(key), entry.value(), problems);
              expanded.put(key, new Mapping.Entry(entry.keyLocation(), value));
            });
    return new Mapping(map.location(), expanded, map.reference());
  }

  private Sequence expandBelow(KeyPath at, Sequence list, Problems problems) {
    List<Node> expanded = new ArrayList<>();
    for (Node element : list.elements()) {
      expanded.add(expandAll(at.child(String.valueOf(expanded.size())), element, problems));
    }
    return new Sequence(list.location(), expanded);
  }
}
