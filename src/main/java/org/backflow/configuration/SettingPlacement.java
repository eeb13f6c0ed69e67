package org.backflow.configuration;

import java.util.List;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.KeyPath;
import org.backflow.configuration.tree.Location;
import org.backflow.configuration.tree.Mapping;
import org.backflow.configuration.tree.MessageText;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Problem;
import org.backflow.configuration.tree.Sequence;

/**
 * Puts the value of a setting into a tree, and makes the maps on the way to it that are absent.
 *
 * @param setting the value and its path
 * @param expansions what names on the way stand for
 */
record SettingPlacement(Setting setting, Expansions expansions) {

  /**
   * Returns the tree with the value in its place.
   *
   * @throws ConfigurationException if the path leads through a value that has no keys, or to an
   *     element that a list does not have
   */
  Mapping onto(Mapping root) {
    return intoMap(root, KeyPath.ROOT, setting.path().keys());
  }

  private Node into(Node node, KeyPath at, List<String> rest) {
    if (rest.isEmpty()) {
      return setting.value();
    }
    Node open = expansions.expand(at, node);
    if (open instanceof Mapping map) {
      return intoMap(map, at, rest);
    }
    if (open instanceof Sequence list) {
      return intoList(list, at, rest);
    }
    throw refusal(at, open, "a map or a list");
  }

  private Mapping intoMap(Mapping map, KeyPath at, List<String> rest) {
    String key = rest.get(0);
    Location here = setting.location();
    Mapping.Entry old = map.entry(key).orElse(new Mapping.Entry(here, Mapping.empty(here)));
    Node changed = into(old.value(), at.child(key), rest.subList(1, rest.size()));
    Location keyLocation = rest.size() == 1 ? here : old.keyLocation();
    return map.with(key, new Mapping.Entry(keyLocation, changed));
  }

  private Sequence intoList(Sequence list, KeyPath at, List<String> rest) {
    String key = rest.get(0);
    int size = list.elements().size();
    for (int i = 0; i < size; i++) {
      if (key.equals(String.valueOf(i))) {
        Node old = list.elements().get(i);
        return list.with(i, into(old, at.child(key), rest.subList(1, rest.size())));
      }
    }
    String indices = size == 0 ? "no index" : "an index from 0 to " + (size - 1);
    throw refusal(at, list, indices + ", not " + MessageText.quote(key));
  }

  private ConfigurationException refusal(KeyPath at, Node found, String expected) {
    return new ConfigurationException(
        Problem.found(
                setting.location(),
                at.quoted() + " is " + found.description() + " at " + found.location())
            .expected(expected));
  }
}
