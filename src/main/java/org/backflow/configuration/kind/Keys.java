package org.backflow.configuration.kind;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.backflow.configuration.tree.ConfigurationException;

/**
 * The keys of a {@link Section}, as whoever builds its value asks for them: to read them from a
 * file, to describe a value that there is, or to list them.
 *
 * @param <S> the type of the section's value
 */
public abstract class Keys<S> {

  Keys() {}

  /**
   * Returns the value of a key.
   *
   * @param <T> the type of the value
   * @param key what it is called and must be
   * @param value how to get it from the section's value
   */
  public final <T> T of(Key<T> key, Function<? super S, ? extends T> value) {
    return of(key, value, section -> true);
  }

  /**
   * Returns the value of a key that not every description has.
   *
   * @param <T> the type of the value
   * @param key what it is called and must be
   * @param value how to get it from the section's value
   * @param described whether the description of a section has it
   */
  public abstract <T> T of(
      Key<T> key, Function<? super S, ? extends T> value, Predicate<? super S> described);

  /**
   * Returns the value of a key that users write and no description has.
   *
   * @param <T> the type of the value
   * @param key what it is called and must be
   */
  public final <T> T written(Key<T> key) {
    return of(
        key,
        section -> {
          throw new IllegalStateException("'" + key.name() + "' is described in another form");
        });
  }

  /**
   * Returns the folder of the file that names another one, from which that is looked for.
   *
   * @param key whose value is the path
   */
  public Path folder(String key) {
    return Path.of("");
  }

  /** Returns the name by which another file refers to the file that is read, if it does. */
  public Optional<String> reference() {
    return Optional.empty();
  }

  /**
   * Returns the refusal of a value that is valid by itself but not beside the others.
   *
   * @param key whose value is refused
   * @param expected what the value must be, to complete the sentence "expected ..."
   */
  public ConfigurationException refusal(String key, String expected) {
    throw new IllegalStateException("'" + key + "' was accepted, but expected " + expected);
  }

  /**
   * Returns the refusal of a value, possibly deep in the section, that does not go with others.
   *
   * @param path keys and indices, as in {@code layers.2}; where it leads further than what was
   *     written, the last value on the way is refused
   * @param reason what is wrong, and what would be right
   */
  public ConfigurationException refusalAt(String path, String reason) {
    throw new IllegalStateException("'" + path + "' was accepted, but " + reason);
  }
}
