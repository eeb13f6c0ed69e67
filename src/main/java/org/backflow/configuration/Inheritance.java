package org.backflow.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.KeyPath;
import org.backflow.configuration.tree.Mapping;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Problem;
import org.backflow.configuration.tree.Scalar;

/**
 * Lays a file over the file that it extends: maps are joined key by key, all else is replaced.
 *
 * @param key where a file names the one it extends
 * @param shelf where that one is
 */
record Inheritance(String key, ConfigurationShelf shelf) {

  /**
   * Returns the tree with all that it inherits, and without the key.
   *
   * @throws ConfigurationException if a file that is named is missing, or extends itself
   */
  Mapping complete(Mapping root) {
    return complete(root, List.of());
  }

  private Mapping complete(Mapping top, List<Path> through) {
    if (top.entry(key).isEmpty()) {
      return top;
    }
    Node name = top.entry(key).get().value();
    KeyPath at = KeyPath.ROOT.child(key);
    if (!(name instanceof Scalar scalar)) {
      throw new ConfigurationException(
          Problem.found(name.location(), at.quoted() + " is " + name.description())
              .expected(shelf.files().description()));
    }
    Path file = shelf.files().find(at, scalar);
    if (through.contains(file)) {
      throw new ConfigurationException(
          Problem.found(
                  scalar.location(), at.quoted() + " is " + scalar.description() + ", in a circle")
              .expected("a file that does not extend this one"));
    }
    List<Path> longer = new ArrayList<>(through);
    longer.add(file);
    return over(complete(shelf.resolve(at, scalar), longer), top);
  }

  private Mapping over(Mapping base, Mapping top) {
    Map<String, Mapping.Entry> joined = new LinkedHashMap<>(base.entries());
    top.entries()
        .forEach(
            (name, entry) -> {
              Node value = entry.value();
              if (value instanceof Mapping more
                  && base.entry(name).map(Mapping.Entry::value).orElse(value)
                      instanceof Mapping below) {
                value = over(below, more);
              }
              joined.put(name, new Mapping.Entry(entry.keyLocation(), value));
            });
    joined.remove(key);
    return new Mapping(top.location(), joined, top.reference());
  }
}
