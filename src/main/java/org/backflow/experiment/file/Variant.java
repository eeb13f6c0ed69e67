package org.backflow.experiment.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.backflow.configuration.Setting;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.Presentation;
import org.backflow.files.Sha256;

/**
 * An experiment that settings made other than its file says: it is called after them, so that its
 * report says so and never takes the place of the report of the file.
 */
public final class Variant {
  private static final int LONGEST_NAME = 72;
  private static final int DIGITS = 8;

  /** Keys that decide nothing, or name the experiment themselves. */
  private static final Set<String> UNNAMED = Set.of("threads", "description", "title", "data.name");

  /** The same changes make the same name, in whatever order they were given. */
  private static final Comparator<String> OUTER_KEYS_FIRST =
      Comparator.comparingLong((String key) -> key.chars().filter(c -> c == '.').count())
          .thenComparing(Comparator.naturalOrder());

  private Variant() {}

  /**
   * Returns {@code experiment} under the name of what is changed in it; as it is where nothing is,
   * or where a setting names it.
   *
   * @param described what its file says without settings; empty if that is no experiment
   * @param settings what made it
   */
  public static Experiment of(
      Experiment experiment, Optional<Experiment> described, List<Setting> settings) {
    Map<String, Setting> changes = new TreeMap<>(OUTER_KEYS_FIRST);
    for (Setting setting : settings) {
      // What replaces a section undoes what was changed in it before.
      changes.keySet().removeIf(key -> key.startsWith(setting.key() + "."));
      changes.put(setting.key(), setting);
    }
    changes.keySet().removeAll(UNNAMED);
    boolean isNamed = changes.containsKey("name");
    if (changes.isEmpty()
        || isNamed
        || described.filter(file -> isSame(experiment, file)).isPresent()) {
      return experiment;
    }
    List<String> written = changes.values().stream().map(Setting::toString).toList();
    Presentation presentation = experiment.presentation();
    String title = presentation.title() + " with " + String.join(", ", written);
    boolean isOfItsData =
        described
            .filter(
                file ->
                    file.training()
                        .data()
                        .samples()
                        .folder()
                        .equals(experiment.training().data().samples().folder()))
            .isPresent();
    return experiment.with(
        new Presentation(
            name(presentation.name(), List.copyOf(changes.values()), title),
            title,
            // A sentence that names other data would not be true.
            isOfItsData || described.isEmpty() ? presentation.description() : "",
            presentation.published()));
  }

  private static boolean isSame(Experiment one, Experiment other) {
    return ExperimentCodec.hash(one).equals(ExperimentCodec.hash(other));
  }

  /** Returns the name of a folder for what {@code title} says, with a hash where words are lost. */
  private static String name(String base, List<Setting> changes, String title) {
    List<String> words = new ArrayList<>();
    boolean whole = true;
    for (Setting change : changes) {
      String key = change.key();
      String value = change.toString().substring(key.length() + 1);
      words.add(plain(key.substring(key.lastIndexOf('.') + 1) + "-" + value));
      whole &= key.indexOf('.') == key.lastIndexOf('.') && value.matches("[A-Za-z0-9.]+");
    }
    String name = base + "-with-" + String.join("-", words);
    if (whole && name.length() <= LONGEST_NAME) {
      return name;
    }
    String hash = Sha256.hex(title).substring(0, DIGITS);
    int length = Math.min(name.length(), LONGEST_NAME - DIGITS - 1);
    return name.substring(0, length).replaceFirst("-+$", "") + "-" + hash;
  }

  private static String plain(String text) {
    return text.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^-+|-+$", "");
  }
}
