package org.backflow.experiment;

import java.util.regex.Pattern;

/**
 * What a report says of an experiment beside its results. It decides nothing that is trained or
 * priced.
 *
 * @param name the name of the report's folder
 * @param title of the report: the name, or what is changed in the experiment of its file
 * @param description one sentence
 * @param published what others published for the experiment
 */
public record Presentation(
    String name, String title, String description, PublishedResults published) {

  /** What a name is. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** Checks the name. */
  public Presentation {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name '"
              + name
              + "' names a folder; expected letters, digits, dots, hyphens and underscores");
    }
  }
}
