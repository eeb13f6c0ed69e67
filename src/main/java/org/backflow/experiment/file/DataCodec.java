package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.constant;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.data.DataDescription;
import org.backflow.data.DataFormat;
import org.backflow.data.DataSet;
import org.backflow.data.ImageShape;
import org.backflow.data.KnownData;
import org.backflow.data.LabelColumn;
import org.backflow.data.Scaling;
import org.backflow.experiment.DataSource;

/** The section {@code data}. */
final class DataCodec {
  private static final int MOST_COLUMNS = DataSet.MAX_PIXELS_PER_IMAGE + 1;

  private static final Section<DataSource.Pooled> POOLED = Section.of(DataCodec::pooled);
  private static final Section<DataDescription.Files> FILES = Section.of(DataCodec::files);

  private static final ValueKind<LabelColumn> LABEL =
      text()
          .as("the name of a column or label", LabelColumn::named)
          .or(
              integer(-MOST_COLUMNS, MOST_COLUMNS)
                  .as("the number of a column, from 1 or, backwards, -1", LabelColumn::numbered))
          .describedAs(label -> label.name().<Object>map(name -> name).orElse(label.number()));

  private static final ValueKind<ImageShape> SHAPE =
      listOf(integer(1, DataSet.MAX_PIXELS_PER_IMAGE), 3, 3)
          .as("[height, width, channels]", ImageShape::of, ImageShape::sizes);

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
                    "Folder of the files, each plain or .gz: a path from this file or from the"
                        + " working directory, or the name of a folder of data.")
                .startingWith("data/mnist"),
            DataSource::folder);
    Home.DataFolder folder = home.dataFolder(path, keys.folder("path"));
    String name =
        keys.of(
            optional(
                    "name",
                    text(),
                    KnownData.nameOf(folder.path()),
                    "What reports call the data; MNIST, or the name of the folder, when left out.")
                .startingWith("my images")
                .varying()
                .describedUnlessDefault(),
            DataSource::name);
    DataDescription samples = samples(keys, folder.path());
    Optional<DataSource.Pooled> pooled =
        keys.of(
            required(
                    "split",
                    constant("official", Optional.<DataSource.Pooled>empty())
                        .as("official", split -> split, split -> split)
                        .or(POOLED.as("a map", Optional::of, Optional::orElseThrow)),
                    "As the files are, which is official, or all images pooled and redrawn in every"
                        + " run.")
                .startingWith("official"),
            DataSource::pooled);
    if (pooled.isEmpty() && samples.files().test().isEmpty()) {
      throw keys.refusal(
          "split", "trainSamples and testSamples, since 'files' names none to test on");
    }
    return new DataSource(name, folder.name(), samples, pooled);
  }

  private static DataDescription samples(Keys<DataSource> keys, Path folder) {
    DataFormat format =
        keys.of(
            optional(
                    "format",
                    choice(DataFormat.class),
                    DataFormat.IDX,
                    "What the files are: idx as MNIST, the binary versions of CIFAR-10 and"
                        + " CIFAR-100, arrays of NumPy, or tables of text.")
                .describedUnlessDefault(),
            source -> source.samples().format());
    DataDescription usual = DataDescription.of(folder, format);
    Optional<DataDescription.Files> files =
        keys.of(
            optional(
                "files",
                FILES,
                "The names of the files in the folder, without .gz, where they are not those usual"
                    + " for the format."),
            source ->
                Optional.of(source.samples().files())
                    .filter(named -> !named.equals(DataDescription.Files.of(format))));
    requirePairs(keys, format, files.orElse(usual.files()));
    Optional<LabelColumn> label =
        keys.of(
            optional(
                "label",
                LABEL,
                "Of csv, the column of the labels, by name or by number from 1, or from -1 for the"
                    + " last: 'label' when left out. Of cifar-100, fine or coarse: fine when left"
                    + " out."),
            source -> source.samples().labels().column());
    requireLabel(keys, format, label);
    List<String> classes =
        keys.of(
            optional(
                    "classes",
                    listOf(text(), 0, DataSet.MAX_CLASSES),
                    List.<String>of(),
                    "Of csv, the words that are its labels, in the order of the outputs.")
                .describedUnlessDefault(),
            source -> source.samples().labels().classes());
    boolean hasHeader =
        keys.of(
            optional("header", bool(), true, "Of csv, whether the first line names the columns.")
                .describedUnlessDefault(),
            source -> source.samples().hasHeader());
    Optional<ImageShape> shape =
        keys.of(
            optional(
                "shape",
                SHAPE,
                "Of csv and npy, the images that vectors of numbers are, channels running fastest."),
            source -> source.samples().shape());
    requireFormat(keys, "classes", !classes.isEmpty(), format, List.of(DataFormat.CSV));
    requireFormat(keys, "header", !hasHeader, format, List.of(DataFormat.CSV));
    requireFormat(
        keys, "shape", shape.isPresent(), format, List.of(DataFormat.CSV, DataFormat.NPY));
    int firstLabel =
        keys.of(
            optional(
                    "firstLabel",
                    integer(0, DataSet.MAX_CLASSES - 1),
                    0,
                    "The label of the first class, which the first output stands for. EMNIST"
                        + " letters begin at 1.")
                .describedUnlessDefault(),
            source -> source.samples().labels().first());
    Optional<Scaling> scaling =
        keys.of(
            optional(
                "values", ScalingCodec.SCALING, "What a network sees of the numbers of the files."),
            source ->
                Optional.of(source.samples().scaling()).filter(it -> !it.equals(Scaling.USUAL)));
    return new DataDescription(
        folder,
        format,
        files.orElse(usual.files()),
        new DataDescription.Labels(label, classes, firstLabel),
        hasHeader,
        shape,
        scaling.orElse(Scaling.USUAL));
  }

  private static void requirePairs(
      Keys<DataSource> keys, DataFormat format, DataDescription.Files files) {
    boolean fits =
        !format.isPaired()
            || (files.train().size() == 2 && (files.test().isEmpty() || files.test().size() == 2));
    if (!fits) {
      throw keys.refusal(
          "files", "lists of two, a file of samples and one of their labels, by its format");
    }
  }

  private static void requireLabel(
      Keys<DataSource> keys, DataFormat format, Optional<LabelColumn> label) {
    requireFormat(
        keys, "label", label.isPresent(), format, List.of(DataFormat.CSV, DataFormat.CIFAR_100));
    boolean isKnown =
        label.stream()
            .flatMap(column -> column.name().stream())
            .anyMatch(Set.of("fine", "coarse")::contains);
    if (format == DataFormat.CIFAR_100 && label.isPresent() && !isKnown) {
      throw keys.refusal("label", "'fine' or 'coarse', by its format");
    }
  }

  private static void requireFormat(
      Keys<DataSource> keys,
      String key,
      boolean isSet,
      DataFormat format,
      List<DataFormat> having) {
    if (isSet && !having.contains(format)) {
      String formats = having.stream().map(DataFormat::name).collect(Collectors.joining(" or "));
      throw keys.refusal(
          key, "the format " + formats.toLowerCase(Locale.ROOT).replace('_', '-') + " beside it");
    }
  }

  private static DataDescription.Files files(Keys<DataDescription.Files> keys) {
    return new DataDescription.Files(
        keys.of(
            required(
                    "train",
                    listOf(text(), 1, 1000),
                    "Files to train on. Of idx and npy: that of the samples, that of their labels.")
                .startingWith("[train.csv]"),
            DataDescription.Files::train),
        keys.of(
            optional(
                "test",
                listOf(text(), 0, 1000),
                List.<String>of(),
                "Files to test on, likewise. Without any, the split is of the files to train on."),
            DataDescription.Files::test));
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
