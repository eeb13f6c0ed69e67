package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {
  private static final String FLOWERS = "sepal,petal,species\n5.1,-1.4e0,rose\n7,.5,daisy\n";

  @TempDir Path folder;

  private void put(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private DataDescription described(
      LabelColumn column, List<String> classes, boolean hasHeader, Optional<ImageShape> shape) {
    return new DataDescription(
        folder,
        DataFormat.CSV,
        new DataDescription.Files(List.of("train.csv"), List.of()),
        new DataDescription.Labels(Optional.of(column), classes, 0),
        hasHeader,
        shape,
        Scaling.USUAL);
  }

  private DataSet load() {
    return described(LabelColumn.named("label"), List.of(), true, Optional.empty()).load();
  }

  private DataSet load(int column) {
    return described(LabelColumn.numbered(column), List.of(), false, Optional.empty()).load();
  }

  private DataSet flowers(String column) {
    return described(LabelColumn.named(column), List.of("daisy", "rose"), true, Optional.empty())
        .load();
  }

  private void assertRefused(String text, String message) throws IOException {
    put("train.csv", text);
    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("%s:%s", folder.resolve("train.csv"), message);
  }

  @Test
  void load_namedColumn_isTheLabel() throws IOException {
    put("train.csv", "a,label,b\n1,2,3.5\n-4,0,1e2\n");
    DataSet data = load();
    assertThat(data.shape()).isEqualTo(ImageShape.vector(2));
    assertThat(data.labels()).containsExactly(2, 0);
    assertThat(data.officialTrainCount()).isEqualTo(2);
    assertThat(data.value(0, 0)).isEqualTo(1);
    assertThat(data.value(0, 1)).isEqualTo(3.5);
    assertThat(data.value(1, 0)).isEqualTo(-4);
    assertThat(data.value(1, 1)).isEqualTo(100);
  }

  @Test
  void load_numberedColumn_isCountedFromEitherEnd() throws IOException {
    put("train.csv", "7,1,2\n8,3,4");
    assertThat(load(1).labels()).containsExactly(7, 8);
    assertThat(load(1).value(1, 0)).isEqualTo(3);
    assertThat(load(3).labels()).containsExactly(2, 4);
    assertThat(load(-1).labels()).containsExactly(2, 4);
    assertThat(load(-3).labels()).containsExactly(7, 8);
    assertThatThrownBy(() -> load(-4))
        .hasMessage(
            "%s:1:1: found 3 columns, expected at least 4: data.label is -4",
            folder.resolve("train.csv"));
  }

  @Test
  void load_namesOfClasses_standForLabels() throws IOException {
    put("train.csv", FLOWERS);
    DataSet data = flowers("species");
    assertThat(data.labels()).containsExactly(1, 0);
    assertThat(data.value(0, 0)).isEqualTo(5.1f);
    assertThat(data.value(0, 1)).isEqualTo(-1.4f);
    assertThat(data.value(1, 1)).isEqualTo(0.5);
    put("train.csv", FLOWERS + "1,2,roses");
    assertThatThrownBy(() -> flowers("species"))
        .hasMessage(
            "%s:4:5: found 'roses', expected a label of data.classes, nearest is 'rose'",
            folder.resolve("train.csv"));
    assertThatThrownBy(() -> flowers("specie"))
        .hasMessage(
            "%s:1:1: found no column 'specie', expected one, nearest is 'species'; data.label names"
                + " it",
            folder.resolve("train.csv"));
  }

  @Test
  void load_quotesBlanksAndCarriageReturns_areWhatTheyAreInCsv() throws IOException {
    put(
        "train.csv",
        "\uFEFF\"a, \"\"b\"\"\" ,label\r\n".replace("\" ,", "\",") + " 1 ,\"3\"\r\n\r\n\n");
    DataSet data = load();
    assertThat(data.labels()).containsExactly(3);
    assertThat(data.value(0, 0)).isEqualTo(1);
  }

  @Test
  void load_statedShape_givesImages() throws IOException {
    put("train.csv", "label,p0,p1,p2,p3,p4,p5\n1,255,0,3,4,5,6\n");
    ImageShape shape = new ImageShape(1, 2, 3);
    DataSet data =
        described(LabelColumn.named("label"), List.of(), true, Optional.of(shape)).load();
    assertThat(data.shape()).isEqualTo(shape);
    assertThat(data.value(0, 0)).isEqualTo(255);
    ImageShape other = new ImageShape(2, 2, 1);
    assertThatThrownBy(
            described(LabelColumn.named("label"), List.of(), true, Optional.of(other))::load)
        .hasMessage(
            "%s:1:1: found 6 columns beside the label, expected 4: data.shape is 2 x 2",
            folder.resolve("train.csv"));
  }

  @Test
  void load_pixelsDividedBy255_areThoseOfTheSameIdxFiles() throws IOException {
    DataSet images = TinyFolder.load(new TinyFolder(folder).path());
    StringBuilder text = new StringBuilder("label");
    for (int i = 0; i < 6; i++) {
      text.append(",pixel").append(i);
    }
    for (int image = 0; image < 5; image++) {
      text.append('\n').append(images.label(image));
      for (int i = 0; i < 6; i++) {
        text.append(',').append(Math.round(255 * images.value(image, i)));
      }
    }
    put("train.csv", text.toString());
    DataDescription usual =
        described(LabelColumn.named("label"), List.of(), true, Optional.empty());
    DataSet table =
        new DataDescription(
                folder,
                DataFormat.CSV,
                usual.files(),
                usual.labels(),
                true,
                Optional.of(images.shape()),
                new Scaling(0, OptionalDouble.of(255), List.of(), List.of()))
            .load();
    assertThat(table.checksum()).isEqualTo(images.checksum());
    assertThat(table.nonZeroPixels().values()).isEqualTo(images.nonZeroPixels().values());
    assertThat(table.nonZeroPixels().palette()).isEqualTo(images.nonZeroPixels().palette());
  }

  @Test
  void load_fieldThatIsNoNumber_namesLineAndColumn() throws IOException {
    assertRefused(
        "label,a,b\n1,2,3\n0,5,x7\n",
        "3:5: found 'x7', expected a finite number in single precision");
    for (String bad : List.of("NaN", "Infinity", "0x1p3", "1f", "1e99", "1_0", "--1")) {
      assertRefused(
          "label,a,b\n1," + bad + ",3\n",
          "2:3: found '" + bad + "', expected a finite number in single precision");
    }
    assertRefused(
        "label,a,b\n1,,3\n",
        "2:3: found an empty field, expected a finite number in single precision");
  }

  @Test
  void load_fieldThatIsNoLabel_namesLineAndColumn() throws IOException {
    assertRefused(
        "a,label\n1,256\n", "2:3: found '256', expected a label, a whole number from 0 to 255");
    assertRefused(
        "a,label\n1,1.5\n", "2:3: found '1.5', expected a label, a whole number from 0 to 255");
    assertRefused(
        "a,label\n1,-1\n", "2:3: found '-1', expected a label, a whole number from 0 to 255");
    assertRefused(
        "a,label\n1,rose\n",
        "2:3: found 'rose', expected a label, a whole number from 0 to 255; data.classes lists"
            + " labels that are words");
  }

  @Test
  void load_lineOfAnotherLength_namesTheFieldThatIsMissingOrTooMuch() throws IOException {
    assertRefused("a,label,b\n1,2,3,4\n", "2:7: found 4 fields, expected 3, as many as in line 1");
    assertRefused("a,label,b\n1,2\n", "2:3: found 2 fields, expected 3, as many as in line 1");
    assertRefused(
        "a,label\n1,2\n\n3,4\n",
        "3:1: found an empty line, expected a sample, as in the lines after it");
  }

  @Test
  void load_tableWithoutSamplesOrColumns_isRefused() throws IOException {
    assertRefused("", "1:1: found nothing, expected names of columns");
    assertRefused("a,label\n", "2:1: found the end, expected at least one sample");
    assertRefused(
        "label\n1\n",
        "1:1: found 1 column, expected 2 to 65537, separated by commas: the label, and values");
    assertRefused(
        "label;a\n1;2\n",
        "1:1: found no column 'label', expected one, nearest is 'label;a'; data.label names it");
  }

  @Test
  void load_headerWhereNoneIsExpected_saysWhichKeyItIs() throws IOException {
    put("train.csv", "a,b\n1,2\n");
    assertThatThrownBy(() -> load(-1))
        .hasMessage(
            "%s:1:3: found 'b', expected a label, a whole number from 0 to 255; data.classes lists"
                + " labels that are words; data.header=true takes the first line as names of columns",
            folder.resolve("train.csv"));
    put("train.csv", "1,2\n3,4\n");
    assertThatThrownBy(described(LabelColumn.numbered(-1), List.of(), true, Optional.empty())::load)
        .hasMessage(
            "%s:1:1: found only numbers, expected names of columns; data.header=false takes the first"
                + " line as a sample",
            folder.resolve("train.csv"));
    assertThatThrownBy(
            described(LabelColumn.named("label"), List.of(), false, Optional.empty())::load)
        .hasMessage(
            "%s:1:1: found no names of columns, by data.header, expected the number of the column in"
                + " data.label, such as 1 or -1, the last one, not 'label'",
            folder.resolve("train.csv"));
  }

  @Test
  void load_textThatIsNoCsv_isRefused() throws IOException {
    assertRefused(
        "a,label\n1,\"2\n",
        "2:3: found a quote that nothing closes in its line, expected a closing one");
    assertRefused(
        "a,label\n\"1\"x,2\n",
        "2:4: found 'x' after a closing quote, expected a comma or the end of the line");
    Files.write(
        folder.resolve("train.csv"), "a,label\n1\u00e4,2\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(this::load)
        .hasMessage("%s:2:2: found byte 0xE4, expected text in UTF-8", folder.resolve("train.csv"));
  }

  @Test
  void message_aboutAnyText_isShortAndHasNothingATerminalObeys() throws IOException {
    for (String text : List.of("\u001b[2J\u202e", "x".repeat(100_000))) {
      for (String table :
          List.of("label,a\n1," + text, "label,a\n" + text + ",1", text + ",b\n1,2", text)) {
        put("train.csv", table);
        assertThatThrownBy(this::load)
            .isInstanceOf(InvalidDataException.class)
            .satisfies(
                e ->
                    assertThat(e.getMessage())
                        .hasSizeLessThan(600)
                        .doesNotContain("\u001b", "\u202e"));
      }
    }
  }

  @Test
  void load_compressedTable_isReadAndNamedByLine() throws IOException {
    Files.write(
        folder.resolve("train.csv.gz"),
        TinyFolder.gzip("label,a\n1,2\n3,b\n".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(this::load)
        .hasMessage(
            "%s:3:3: found 'b', expected a finite number in single precision",
            folder.resolve("train.csv.gz"));
  }

  @Test
  void load_linesAcrossChunks_areWhole() throws IOException {
    StringBuilder text = new StringBuilder("label");
    for (int i = 0; i < 20_000; i++) {
      text.append(",c").append(i);
    }
    for (int line = 0; line < 3; line++) {
      text.append('\n').append(line);
      for (int i = 0; i < 20_000; i++) {
        text.append(',').append(i + line * 0.5);
      }
    }
    put("train.csv", text.toString());
    DataSet data = load();
    assertThat(data.count()).isEqualTo(3);
    assertThat(data.value(1, 19_999)).isEqualTo(19_999.5);
    assertThat(data.value(2, 0)).isEqualTo(1);
  }

  @Test
  void load_labelBelowTheFirst_namesLineAndColumn() throws IOException {
    put("train.csv", "a,label\n1,2\n1,0\n");
    DataDescription described =
        new DataDescription(
            folder,
            DataFormat.CSV,
            new DataDescription.Files(List.of("train.csv"), List.of()),
            new DataDescription.Labels(Optional.empty(), List.of(), 1),
            true,
            Optional.empty(),
            Scaling.USUAL);
    assertThatThrownBy(described::load)
        .hasMessage(
            "%s:3:3: found label 0 of sample 1, expected 1 to 255, from data.firstLabel on",
            folder.resolve("train.csv"));
  }

  @Test
  void requireFit_ofFeatures_namesTheTable() throws IOException {
    put("train.csv", "a,label,b,c\n1,2,1,1\n1,0,1,1\n");
    assertThatThrownBy(() -> load().requireFit(4, 3, "4-2-3"))
        .hasMessage(
            "%s:1:1: found samples of 3 features, 3 values, expected 4: the network 4-2-3 (key"
                + " 'layers') has 4 inputs",
            folder.resolve("train.csv"));
    assertThatThrownBy(() -> load().requireFit(3, 2, "3-2-2"))
        .hasMessage(
            "%s:2:3, sample 0: found label 2, expected 0 to 1: the network 3-2-2 (key 'layers') has 2"
                + " outputs",
            folder.resolve("train.csv"));
  }
}
