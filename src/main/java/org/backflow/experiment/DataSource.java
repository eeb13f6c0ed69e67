package org.backflow.experiment;

import java.util.Locale;
import java.util.Optional;
import org.backflow.data.DataDescription;
import org.backflow.data.DataSet;
import org.backflow.data.InvalidDataException;
import org.backflow.data.Split;
import org.backflow.random.RandomStream;

/**
 * Which samples train and which test.
 *
 * @param name what reports call them
 * @param folder where they are, as it was named
 * @param samples where they are and how they are read
 * @param pooled how many samples of the pooled data train and test, redrawn in every run; empty for
 *     the split of the files themselves
 */
public record DataSource(
    String name, String folder, DataDescription samples, Optional<Pooled> pooled) {

  /** Sizes of a pooled split. */
  public record Pooled(int trainSamples, int testSamples) {}

  /** Returns the same under another name. */
  public DataSource called(String otherName) {
    return new DataSource(otherName, folder, samples, pooled);
  }

  /**
   * Checks that there is a folder, before anything is written for what would be trained.
   *
   * @throws InvalidDataException when there is none, with what to put where
   */
  public void requireFolder() {
    samples.requireFolder();
  }

  /**
   * Returns the samples.
   *
   * @throws InvalidDataException when they cannot be used
   */
  public DataSet load() {
    return samples.load();
  }

  /**
   * Returns how many images train; reads them only where their own split decides.
   *
   * @throws InvalidDataException when they must be read and cannot be used
   */
  public int trainSamples() {
    return pooled.map(Pooled::trainSamples).orElseGet(() -> trainSamples(load()));
  }

  /** Returns how many images of {@code data} train. */
  public int trainSamples(DataSet data) {
    return pooled.map(Pooled::trainSamples).orElseGet(data::officialTrainCount);
  }

  /**
   * Returns the split of run {@code run}.
   *
   * @throws InvalidDataException when there are fewer images than it takes
   */
  public Split split(DataSet data, long seed, int run) {
    pooled.ifPresent(sizes -> requireEnough(data, sizes));
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

  private void requireEnough(DataSet data, Pooled sizes) {
    long wanted = (long) sizes.trainSamples() + sizes.testSamples();
    if (wanted > data.count()) {
      throw new InvalidDataException(
          String.format(
              Locale.ROOT,
              "%s: found %d images, expected at least %d: data.split takes trainSamples %d and"
                  + " testSamples %d",
              samples.folder(),
              data.count(),
              wanted,
              sizes.trainSamples(),
              sizes.testSamples()));
    }
  }
}
