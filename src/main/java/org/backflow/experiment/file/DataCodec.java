package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.constant;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.Optional;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.data.DataSet;
import org.backflow.experiment.DataSource;

/** The section {@code data}. */
final class DataCodec {
  private static final Section<DataSource.Pooled> POOLED = Section.of(DataCodec::pooled);

  private DataCodec() {}

  /** Returns the section where paths lead from {@code home}. */
  static Section<DataSource> data(Home home) {
    return Section.of(keys -> data(keys, home));
  }

  private static DataSource data(Keys<DataSource> keys, Home home) {
    String path =
        keys.of(
            required(
                    "path",
                    text(),
                    "Folder of four IDX files, plain or .gz: a path from this file or from the"
                        + " working directory, or the name of a folder of data.")
                .startingWith("data/mnist"),
            DataSource::name);
    Home.DataFolder folder = home.dataFolder(path, keys.folder("path"));
    return new DataSource(
        folder.name(),
        folder.path(),
        keys.of(
            optional(
                    "firstLabel",
                    integer(0, DataSet.MAX_CLASSES - 1),
                    0,
                    "The label of the first class, which the first output stands for. EMNIST"
                        + " letters begin at 1.")
                .describedUnlessDefault(),
            DataSource::firstLabel),
        keys.of(
            required(
                    "split",
                    constant("official", Optional.<DataSource.Pooled>empty())
                        .as("official", split -> split, split -> split)
                        .or(POOLED.as("a map", Optional::of, Optional::orElseThrow)),
                    "As the files are, which is official, or all images pooled and redrawn in every"
                        + " run.")
                .startingWith("official"),
            DataSource::pooled));
  }

  private static DataSource.Pooled pooled(Keys<DataSource.Pooled> keys) {
    return new DataSource.Pooled(
        keys.of(
            required("trainSamples", integer(1, Integer.MAX_VALUE), "How many images train.")
                .startingWith("50000"),
            DataSource.Pooled::trainSamples),
        keys.of(
            required("testSamples", integer(1, Integer.MAX_VALUE), "How many images test.")
                .startingWith("20000"),
            DataSource.Pooled::testSamples));
  }
}
