package org.backflow.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.LocatedValue;
import org.backflow.configuration.kind.MapKind;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.JsonReader;
import org.backflow.configuration.tree.KeyPath;
import org.backflow.configuration.tree.Location;
import org.backflow.configuration.tree.Mapping;
import org.backflow.configuration.tree.Problem;
import org.backflow.configuration.tree.Problems;
import org.backflow.configuration.tree.SourceFile;
import org.backflow.configuration.tree.YamlReader;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as it was written, before anything in it has a meaning. Immutable.
 *
 * <pre>{@code
 * Experiment experiment =
 *     Configuration.read(Path.of("data/experiments/mnist.yaml"))
 *         .expanding("accelerator", ConfigurationShelf.of(Shelf.of("accelerator", Path.of("data/accelerators"))))
 *         .with(List.of(Setting.parse("accelerator.rows=8")))
 *         .bind(Experiment::from);
 * }</pre>
 */
public final class Configuration {
  private final Mapping root;
  private final Expansions expansions;

  /** What made this of which configuration, for the refusal of what is wrong only since then. */
  private final Origin origin;

  /**
   * A configuration and what was changed in it.
   *
   * @param root before the first change
   * @param settings all changes, in their order
   */
  private record Origin(Mapping root, List<Setting> settings) {

    Origin and(List<Setting> more) {
      List<Setting> all = new ArrayList<>(settings);
      all.addAll(more);
      return new Origin(root, all);
    }
  }

  Configuration(Mapping root) {
    this(root, Expansions.NONE, new Origin(root, List.of()));
  }

  /** Returns what is in the file, without expansions. */
  Mapping root() {
    return root;
  }

  private Configuration(Mapping root, Expansions expansions, Origin origin) {
    this.root = root;
    this.expansions = expansions;
    this.origin = origin;
  }

  /**
   * Reads a file of at most 1 MiB: one YAML 1.2 document in UTF-8, without aliases and tags, whose
   * root is a map.
   *
   * @param file its path, which locations show as it is given here
   * @return what is in the file
   * @throws ConfigurationException if there is no such file, or it is something else
   */
  public static Configuration read(Path file) {
    return parse(Location.nameOf(file), SourceFile.read(file));
  }

  /**
   * Reads text as the content of a file.
   *
   * @param path what locations show as the path of the file
   * @param yaml the text
   * @return what the text says
   * @throws ConfigurationException if the text is not a configuration
   */
  public static Configuration parse(String path, String yaml) {
    return new Configuration(YamlReader.readFile(path, yaml));
  }

  /**
   * Reads a JSON document of at most 256 MiB whose root is a map: what a program wrote.
   *
   * @param file its path, which locations show as it is given here
   * @return what is in the file
   * @throws ConfigurationException if there is no such file, or it is something else
   */
  public static Configuration readJson(Path file) {
    return parseJson(Location.nameOf(file), SourceFile.readJson(file));
  }

  /**
   * Reads text as the content of a JSON document.
   *
   * @param path what locations show as the path of the file
   * @param json the text
   * @return what the text says
   * @throws ConfigurationException if the text is no such document
   */
  public static Configuration parseJson(String path, String json) {
    return new Configuration(JsonReader.readFile(path, json));
  }

  /** Returns what a JSON document says: maps, lists, texts, numbers, truth values and nulls. */
  public Map<String, @Nullable Object> values() {
    return root.value();
  }

  /**
   * Returns this configuration laid over the one that it extends, if it has {@code key}: maps are
   * joined key by key, all else replaces what is extended. That one may extend another.
   *
   * @param key the key whose value names a file
   * @param shelf where the file is
   * @return the changed configuration, without the key
   * @throws ConfigurationException if there is no such file, it cannot be used or extends this one
   */
  public Configuration extending(String key, ConfigurationShelf shelf) {
    Mapping complete = new Inheritance(key, shelf).complete(root);
    return new Configuration(complete, expansions, new Origin(complete, origin.settings()));
  }

  /**
   * Returns this configuration with names that stand for files: where {@code path} leads to a
   * single value, it is replaced by the map in the file of that name. A map may be written in its
   * place as well. The files are read when they are needed, so that settings can both replace a
   * name and change what is below it.
   *
   * @param path keys joined by dots, in which {@code *} stands for any key or index
   * @param shelf where the files are
   * @return the changed configuration
   * @throws IllegalArgumentException if a key of the path is blank
   */
  public Configuration expanding(String path, ConfigurationShelf shelf) {
    return new Configuration(
        root, expansions.with(new Expansions.Rule(KeyPath.parse(path), shelf)), origin);
  }

  /**
   * Returns this configuration with the values of {@code settings} in their places, one after the
   * other, so that the last one wins. Absent maps on the way to a value are made.
   *
   * @param settings what to put where
   * @return the changed configuration
   * @throws ConfigurationException with all settings that lead through a value without keys, to an
   *     element that a list does not have, or through a name without a file
   */
  public Configuration with(List<Setting> settings) {
    Problems problems = new Problems();
    Mapping changed = root;
    for (Setting setting : settings) {
      try {
        changed = new SettingPlacement(setting, expansions).onto(changed);
      } catch (ConfigurationException e) {
        problems.addAll(e);
      }
    }
    problems.throwIfAny();
    return new Configuration(changed, expansions, origin.and(settings));
  }

  /**
   * Returns what the configuration means.
   *
   * @param <T> the type of what is bound
   * @param binder reads the root and all maps below it; see {@link ConfigurationMap} for what it
   *     may rely on
   * @return what the binder returned
   * @throws ConfigurationException with all problems: values and keys that are missing or wrong,
   *     keys that were never asked for, and what the binder itself refuses. What is wrong only
   *     since an option {@code --set} was put in place is reported at that option.
   */
  public <T> T bind(Function<ConfigurationMap, T> binder) {
    try {
      return bindAsItIs(binder);
    } catch (ConfigurationException e) {
      // A sweep makes thousands of configurations that are refused; its settings are no options.
      throw origin.settings().stream().allMatch(Setting::isOption) ? blamed(e, binder) : e;
    }
  }

  /** Returns the refusal with each problem at the option without which it is none. */
  private ConfigurationException blamed(
      ConfigurationException refusal, Function<ConfigurationMap, ?> binder) {
    List<Problem> unexplained = new ArrayList<>(refusal.problems());
    List<Problem> explained = new ArrayList<>();
    List<Setting> options = origin.settings();
    for (int count = options.size(); count > 0; count--) {
      Set<Problem> before = problems(options.subList(0, count - 1), binder);
      Location option = options.get(count - 1).location();
      for (Problem problem : List.copyOf(unexplained)) {
        if (!before.contains(problem)) {
          unexplained.remove(problem);
          explained.add(
              problem.location().line() == 0 ? problem : new Problem(option, problem.toString()));
        }
      }
    }
    explained.addAll(unexplained);
    return new ConfigurationException(explained);
  }

  private Set<Problem> problems(List<Setting> options, Function<ConfigurationMap, ?> binder) {
    try {
      new Configuration(origin.root(), expansions, new Origin(origin.root(), List.of()))
          .with(options)
          .bindAsItIs(binder);
      return Set.of();
    } catch (ConfigurationException e) {
      return Set.copyOf(e.problems());
    }
  }

  private <T> T bindAsItIs(Function<ConfigurationMap, T> binder) {
    Problems problems = new Problems();
    Mapping expanded = expansions.expandAll(root);
    Optional<T> bound =
        new MapKind<>(binder).read(new LocatedValue(KeyPath.ROOT, expanded, problems));
    problems.throwIfAny();
    return bound.orElseThrow();
  }
}
