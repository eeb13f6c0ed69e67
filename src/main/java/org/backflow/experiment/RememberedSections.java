package org.backflow.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.backflow.configuration.Setting;
import org.jspecify.annotations.Nullable;

/**
 * What the keys at the root of one experiment file meant, by the settings that changed them: many
 * experiments of one file differ in a few keys, and the others need not be read again. A key means
 * the same beside any others, but for the schemes, which must fit the layers; that, as all else
 * that depends on several keys, the experiment itself checks when it is made. Equal settings bring
 * the very same objects. Safe for use by several threads.
 */
final class RememberedSections {

  /** A bound, so that a long axis does not fill the memory; forgetting costs time alone. */
  private static final int MOST_MEANINGS = 4096;

  private enum Section {
    NAME("name", Experiment::name),
    DESCRIPTION("description", Experiment::description),
    DATA("data", Experiment::data),
    LAYERS("layers", Experiment::network),
    INITIALIZATION("initialization", Experiment::initialization),
    PROTOCOL("protocol", Experiment::protocol),
    SCHEMES("schemes", Experiment::schemes),
    NUMERICS("numerics", Experiment::numerics),
    FIXED_POINT("fixedPoint", Experiment::arithmetic),
    ACCELERATOR("accelerator", Experiment::accelerator),
    ENERGY_TABLES("energyTables", Experiment::energyTables),
    RUNS("runs", Experiment::runs),
    SEED("seed", Experiment::seed),
    THREADS("threads", Experiment::threads);

    private final String key;
    private final Function<Experiment, Object> meaning;

    Section(String key, Function<Experiment, Object> meaning) {
      this.key = key;
      this.meaning = meaning;
    }
  }

  private static final Map<String, Section> BY_KEY = new HashMap<>();

  static {
    for (Section section : Section.values()) {
      BY_KEY.put(section.key, section);
    }
  }

  private final Map<Section, Map<List<String>, Object>> meanings = new EnumMap<>(Section.class);

  RememberedSections() {
    for (Section section : Section.values()) {
      meanings.put(section, new ConcurrentHashMap<>());
    }
  }

  private Map<List<String>, Object> of(Section section) {
    return Objects.requireNonNull(meanings.get(section));
  }

  /** Returns the settings of each section, in their order; nothing if one is of no section. */
  private static Optional<Map<Section, List<String>>> bySection(List<Setting> settings) {
    Map<Section, List<String>> texts = new EnumMap<>(Section.class);
    for (Setting setting : settings) {
      @Nullable Section section = BY_KEY.get(setting.rootKey());
      if (section == null) {
        return Optional.empty();
      }
      texts.computeIfAbsent(section, key -> new ArrayList<>()).add(setting.toString());
    }
    return Optional.of(texts);
  }

  /**
   * Returns the experiment that {@code settings} make, if every section is remembered and they make
   * a valid one; what is wrong otherwise, only reading it all can tell.
   */
  Optional<Experiment> assembled(List<Setting> settings) {
    Optional<Map<Section, List<String>>> texts = bySection(settings);
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    Map<Section, Object> found = new EnumMap<>(Section.class);
    for (Section section : Section.values()) {
      @Nullable Object meaning = of(section).get(texts.get().getOrDefault(section, List.of()));
      if (meaning == null) {
        return Optional.empty();
      }
      found.put(section, meaning);
    }
    try {
      return Optional.of(experiment(found));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  private static Experiment experiment(Map<Section, Object> found) {
    return new Experiment(
        part(found, Section.NAME),
        part(found, Section.DESCRIPTION),
        part(found, Section.DATA),
        part(found, Section.LAYERS),
        part(found, Section.INITIALIZATION),
        part(found, Section.PROTOCOL),
        part(found, Section.SCHEMES),
        part(found, Section.NUMERICS),
        part(found, Section.FIXED_POINT),
        part(found, Section.ACCELERATOR),
        part(found, Section.ENERGY_TABLES),
        RememberedSections.<Integer>part(found, Section.RUNS),
        RememberedSections.<Long>part(found, Section.SEED),
        RememberedSections.<Integer>part(found, Section.THREADS),
        new PublishedResults(List.of(), true));
  }

  // remember() puts what the accessor of the section returned, which is what the constructor takes.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T part(Map<Section, Object> found, Section section) {
    return (T) Objects.requireNonNull(found.get(section));
  }

  /** Notes what every section of {@code experiment} means, which {@code settings} made. */
  void remember(List<Setting> settings, Experiment experiment) {
    bySection(settings)
        .ifPresent(
            texts -> {
              for (Section section : Section.values()) {
                Map<List<String>, Object> known = of(section);
                if (known.size() >= MOST_MEANINGS) {
                  known.clear();
                }
                known.putIfAbsent(
                    List.copyOf(texts.getOrDefault(section, List.of())),
                    section.meaning.apply(experiment));
              }
            });
  }
}
