package org.backflow.configuration.kind;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.backflow.configuration.tree.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of a section meant, by the settings that changed them: many values of one file
 * differ in a few keys, and the others need not be read again. That is right where a key means the
 * same beside any others, and what depends on several keys is checked when the value is built.
 * Equal settings bring the very same objects. Safe for use by several threads.
 *
 * @param <S> the type of the section's value
 */
public final class SectionMemory<S> {

  /** A bound, so that a long axis does not fill the memory; forgetting costs time alone. */
  private static final int MOST_MEANINGS = 4096;

  private final Section<S> section;
  private final Map<String, Map<List<String>, Object>> meanings = new ConcurrentHashMap<>();

  /** Creates a memory that knows nothing yet. */
  public SectionMemory(Section<S> section) {
    this.section = section;
  }

  /**
   * Returns the value that settings make, if the meaning of every key is remembered and they make a
   * valid one; what is wrong otherwise, only reading it all can tell.
   *
   * @param settings those below each key that any is below
   */
  public Optional<S> assembled(Map<String, List<String>> settings) {
    Assembling<S> keys = new Assembling<>(this, settings);
    try {
      S value = section.build(keys);
      return keys.asked.containsAll(settings.keySet()) ? Optional.of(value) : Optional.empty();
    } catch (NotRemembered | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Notes what every key of a value means.
   *
   * @param settings that made it
   * @param value what they made
   */
  public void remember(Map<String, List<String>> settings, S value) {
    section.build(new Remembering<>(this, settings, value));
  }

  private Map<List<String>, Object> of(String key) {
    return meanings.computeIfAbsent(key, name -> new ConcurrentHashMap<>());
  }

  /** Answers with what is remembered. */
  private static final class Assembling<S> extends Keys<S> {
    private final SectionMemory<S> memory;
    private final Map<String, List<String>> settings;
    private final Set<String> asked = new HashSet<>();

    Assembling(SectionMemory<S> memory, Map<String, List<String>> settings) {
      this.memory = memory;
      this.settings = settings;
    }

    // Remembering puts what the key of this name answered, so it is of the key's type.
    @Override
    @SuppressWarnings("unchecked")
    public <T> T of(
        Key<T> key, Function<? super S, ? extends T> value, Predicate<? super S> described) {
      asked.add(key.name());
      @Nullable Object meaning =
          memory.of(key.name()).get(settings.getOrDefault(key.name(), List.of()));
      if (meaning == null) {
        throw new NotRemembered();
      }
      return (T) meaning;
    }

    /** Only reading tells where what does not go together was written. */
    @Override
    public ConfigurationException refusal(String key, String expected) {
      throw new NotRemembered();
    }

    @Override
    public ConfigurationException refusalAt(String path, String reason) {
      throw new NotRemembered();
    }
  }

  /** Takes every answer from a value, and notes it. */
  private static final class Remembering<S> extends Keys<S> {
    private final SectionMemory<S> memory;
    private final Map<String, List<String>> settings;
    private final S section;

    Remembering(SectionMemory<S> memory, Map<String, List<String>> settings, S section) {
      this.memory = memory;
      this.settings = settings;
      this.section = section;
    }

    @Override
    public <T> T of(
        Key<T> key, Function<? super S, ? extends T> value, Predicate<? super S> described) {
      T meaning = value.apply(section);
      Map<List<String>, Object> known = memory.of(key.name());
      if (known.size() >= MOST_MEANINGS) {
        known.clear();
      }
      known.putIfAbsent(List.copyOf(settings.getOrDefault(key.name(), List.of())), meaning);
      return meaning;
    }
  }

  /** Ends a builder that lacks a value. */
  private static final class NotRemembered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotRemembered() {
      super("not remembered", null, false, false);
    }
  }
}
