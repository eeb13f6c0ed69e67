package org.backflow.sweep;

import java.util.List;
import java.util.stream.Stream;
import org.backflow.configuration.Setting;
import org.jspecify.annotations.Nullable;

/**
 * One point of a space.
 *
 * @param index its number, from 0
 * @param scheme the feedback scheme
 * @param settings what it changes in the experiment, the scheme not among them
 * @param cells by setting column; null where the experiment is as it was
 */
record Point(int index, String scheme, List<Setting> settings, List<@Nullable Object> cells) {

  /** Returns what tells its configuration from others, whatever the scheme. */
  List<String> configuration() {
    return settings.stream().map(Setting::toString).toList();
  }

  /** Returns the settings, that of the scheme among them. */
  List<String> allSettings() {
    return Stream.concat(configuration().stream(), Stream.of("schemes=[" + scheme + "]")).toList();
  }
}
