package org.backflow.report.result;

import java.util.Optional;

/**
 * Where a report comes from.
 *
 * @param toolVersion the version of Backflow that computed the costs
 * @param trainedWith the version that trained, where it is another one
 * @param command the command that repeats the comparison
 */
public record Provenance(String toolVersion, Optional<String> trainedWith, String command) {

  /** Creates the provenance of what one version did from beginning to end. */
  public Provenance(String toolVersion, String command) {
    this(toolVersion, Optional.empty(), command);
  }

  /** Returns the versions as a report shows them. */
  public String versions() {
    return toolVersion + trainedWith.map(other -> ", trained with " + other).orElse("");
  }

  /** Returns the provenance of the same training with costs by {@code version}. */
  public Provenance recosted(String version) {
    String trainer = trainedWith.orElse(toolVersion);
    return new Provenance(
        version, Optional.of(trainer).filter(other -> !other.equals(version)), command);
  }
}
