package org.backflow.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backflow.configuration.tree.NearestName;
import org.backflow.files.TextProblems;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables of text: a sample a line, one column its label, all others its values, in their
 * order.
 */
final class CsvReader implements PartReader {
  private final LabelColumn label;
  private final List<String> classes;
  private final boolean hasHeader;
  private final Optional<ImageShape> shape;

  /**
   * Creates a reader.
   *
   * @param label the column of the labels
   * @param classes what stands for labels that are no numbers
   * @param hasHeader whether the first line names the columns
   * @param shape of the images that the values are, if they are images
   */
  CsvReader(
      LabelColumn label, List<String> classes, boolean hasHeader, Optional<ImageShape> shape) {
    this.label = label;
    this.classes = classes;
    this.hasHeader = hasHeader;
    this.shape = shape;
  }

  @Override
  public List<LabelledSamples> read(List<DataFile> files, Checksums checksums) {
    List<LabelledSamples> parts = new ArrayList<>();
    for (DataFile file : files) {
      boolean digesting = checksums.stateFor(file.name());
      try (ContentReader reader = ContentReader.open(file, digesting)) {
        parts.add(new Table(file, new CsvLines(file, reader)).read());
        if (digesting) {
          checksums.verify(file, reader.sha256());
        }
      }
    }
    return parts;
  }

  /** One file. */
  private final class Table {
    private final DataFile file;
    private final CsvLines lines;
    private final CsvFields fields;
    private final Samples.Buffer samples = new Samples.Buffer();
    private byte[] labels = new byte[1024];
    private int[] labelColumns = new int[1024];
    private int count;

    Table(DataFile file, CsvLines lines) {
      this.file = file;
      this.lines = lines;
      this.fields = new CsvFields(lines);
    }

    LabelledSamples read() {
      String first = lines.next();
      if (first == null || first.isBlank()) {
        throw lines.refusal(1, 1, "nothing", hasHeader ? "names of columns" : "numbers");
      }
      fields.of(first);
      int columns = fields.count();
      int labelField = labelField();
      ImageShape found = requireShape(columns - 1);
      if (hasHeader) {
        requireNames();
      }
      for (String line = hasHeader ? lines.next() : first; line != null; line = lines.next()) {
        if (line.isBlank()) {
          requireNothingAfter();
          break;
        }
        fields.of(line);
        requireColumns(columns);
        addSample(labelField);
      }
      if (count == 0) {
        throw lines.refusal(lines.number() + 1, 1, "the end", "at least one sample");
      }
      int firstLine = hasHeader ? 2 : 1;
      int[] at = Arrays.copyOf(labelColumns, count);
      return new LabelledSamples(
          file.name(),
          found,
          lines.at(1, 1),
          1,
          samples.samples(),
          Arrays.copyOf(labels, count),
          sample -> lines.at(firstLine + sample, at[sample]));
    }

    private int labelField() {
      int columns = fields.count();
      if (label.name().isPresent()) {
        return named(label.name().get());
      }
      int number = label.number();
      if (Math.abs((long) number) > columns) {
        throw lines.refusal(
            1,
            1,
            columns == 1 ? "1 column" : columns + " columns",
            "at least " + Math.abs((long) number) + ": data.label is " + number);
      }
      return number > 0 ? number - 1 : columns + number;
    }

    private int named(String name) {
      List<String> names = IntStream.range(0, fields.count()).mapToObj(fields::text).toList();
      if (!hasHeader) {
        throw lines.refusal(
            1,
            1,
            "no names of columns, by data.header",
            "the number of the column in data.label, such as 1 or -1, the last one, not "
                + TextProblems.quoted(name));
      }
      int field = names.indexOf(name);
      if (field < 0) {
        throw lines.refusal(
            1,
            1,
            "no column " + TextProblems.quoted(name),
            NearestName.of(name, names)
                    .map(near -> "one, nearest is " + TextProblems.quoted(near))
                    .orElseGet(() -> "one among " + TextProblems.quoted(String.join(", ", names)))
                + "; data.label names it");
      }
      return field;
    }

    private ImageShape requireShape(int values) {
      int most = DataSet.MAX_PIXELS_PER_IMAGE;
      if (values < 1 || values > most) {
        throw lines.refusal(
            1,
            1,
            values + 1 + (values == 0 ? " column" : " columns"),
            "2 to " + (most + 1) + ", separated by commas: the label, and values");
      }
      if (shape.isPresent() && shape.get().values() != values) {
        throw lines.refusal(
            1,
            1,
            values + " columns beside the label",
            shape.get().values() + ": data.shape is " + shape.get());
      }
      return shape.orElse(ImageShape.vector(values));
    }

    private void requireNames() {
      if (IntStream.range(0, fields.count()).allMatch(fields::isNumber)) {
        throw lines.refusal(
            1,
            1,
            "only numbers",
            "names of columns; data.header=false takes the first line as a sample");
      }
    }

    private void requireNothingAfter() {
      int blank = lines.number();
      for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
        if (!line.isBlank()) {
          throw lines.refusal(blank, 1, "an empty line", "a sample, as in the lines after it");
        }
      }
    }

    private void requireColumns(int columns) {
      int found = fields.count();
      if (found != columns) {
        throw lines.refusal(
            lines.number(),
            fields.column(Math.min(found - 1, columns)),
            found == 1 ? "1 field" : found + " fields",
            columns + ", as many as in line 1");
      }
    }

    private void addSample(int labelField) {
      if (count == labels.length) {
        labels = Arrays.copyOf(labels, 2 * count);
        labelColumns = Arrays.copyOf(labelColumns, 2 * count);
      }
      labels[count] = (byte) labelOf(labelField);
      labelColumns[count++] = fields.column(labelField);
      if ((long) samples.length() + fields.count() > Samples.MOST) {
        throw lines.refusal(
            lines.number(), 1, "more values", "at most " + Samples.MOST + " in a file");
      }
      for (int field = 0; field < fields.count(); field++) {
        if (field != labelField) {
          float value = fields.number(field);
          if (Float.isNaN(value)) {
            throw fields.refusal(field, "a finite number in single precision" + headerAdvice());
          }
          samples.add(value);
        }
      }
    }

    private int labelOf(int field) {
      if (!classes.isEmpty()) {
        int label = classes.indexOf(fields.text(field));
        if (label < 0) {
          throw fields.refusal(
              field,
              "a label of data.classes"
                  + NearestName.of(fields.text(field), classes)
                      .map(near -> ", nearest is " + TextProblems.quoted(near))
                      .orElseGet(() -> ", " + TextProblems.quoted(String.join(", ", classes))));
        }
        return label;
      }
      float label = fields.number(field);
      if (!(label >= 0 && label < DataSet.MAX_CLASSES) || label != Math.rint(label)) {
        throw fields.refusal(
            field,
            "a label, a whole number from 0 to "
                + (DataSet.MAX_CLASSES - 1)
                + (Float.isNaN(label) ? "; data.classes lists labels that are words" : "")
                + headerAdvice());
      }
      return (int) label;
    }

    private String headerAdvice() {
      return !hasHeader && lines.number() == 1
          ? "; data.header=true takes the first line as names of columns"
          : "";
    }
  }
}
