package org.backflow.experiment;

import java.util.List;

/**
 * What others published for an experiment.
 *
 * @param figures possibly none
 * @param sameProtocol whether the experiment still is the one that the file describes: settings
 *     that change the data, the network or the protocol make it another
 */
public record PublishedResults(List<PublishedFigure> figures, boolean sameProtocol) {

  /** Nothing. */
  public static final PublishedResults NONE = new PublishedResults(List.of(), true);

  /** Copies the list. */
  public PublishedResults {
    figures = List.copyOf(figures);
  }
}
