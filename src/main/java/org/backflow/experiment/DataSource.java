package org.backflow.experiment;

import java.nio.file.Path;
import java.util.Optional;
import org.backflow.data.DataSet;
import org.backflow.data.Split;
import org.backflow.random.RandomStream;

/**
 * Which images train and which test.
 *
 * @param name the folder as it was named
 * @param path the folder of four IDX files
 * @param pooled how many images of the pooled data train and test, redrawn in every run; empty for
 *     the split of the files themselves
 */
public record DataSource(String name, Path path, Optional<Pooled> pooled) {

  /** Sizes of a pooled split. */
  public record Pooled(int trainSamples, int testSamples) {}

  /** Returns the split of run {@code run}. */
  public Split split(DataSet data, long seed, int run) {
    return pooled
        .map(
            sizes ->
                Split.pooled(
                    data,
                    sizes.trainSamples(),
                    sizes.testSamples(),
                    RandomStream.of(seed, "split", run)))
        .orElseGet(() -> Split.official(data));
  }
}
