package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.data.TinyFolder.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarReaderTest {
  private static final int PLANE = 32 * 32;
  private static final int RECORD = 1 + 3 * PLANE;

  @TempDir Path folder;

  /**
   * An image whose first pixel is (1, 2, 3), whose second is (4, 5, 6), whose last is (7, 8, 9) and
   * that is black elsewhere.
   */
  private static byte[] image() {
    byte[] planes = new byte[3 * PLANE];
    for (int channel = 0; channel < 3; channel++) {
      planes[channel * PLANE] = (byte) (1 + channel);
      planes[channel * PLANE + 1] = (byte) (4 + channel);
      planes[channel * PLANE + PLANE - 1] = (byte) (7 + channel);
    }
    return planes;
  }

  /** {@return a record for every row of labels} */
  static byte[] records(int[]... labels) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int[] each : labels) {
      file.writeBytes(bytes(each));
      file.writeBytes(image());
    }
    return file.toByteArray();
  }

  private static int[] label(int... labels) {
    return labels;
  }

  private void put(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private DataSet loadTen() {
    DataDescription usual = DataDescription.of(folder, DataFormat.CIFAR_10);
    return new DataDescription(
            folder,
            DataFormat.CIFAR_10,
            new DataDescription.Files(List.of("a.bin", "b.bin"), List.of("test.bin")),
            usual.labels(),
            usual.hasHeader(),
            usual.shape(),
            usual.scaling())
        .load();
  }

  private DataSet loadHundred(Optional<LabelColumn> column) {
    DataDescription usual = DataDescription.of(folder, DataFormat.CIFAR_100);
    return new DataDescription(
            folder,
            DataFormat.CIFAR_100,
            usual.files(),
            new DataDescription.Labels(column, List.of(), 0),
            usual.hasHeader(),
            usual.shape(),
            usual.scaling())
        .load();
  }

  private void putTen() throws IOException {
    put("a.bin", records(label(3), label(0)));
    put("b.bin", records(label(9)));
    put("test.bin", records(label(1)));
  }

  private void assertRefused(String file, byte[] content, String message) throws IOException {
    putTen();
    put(file, content);
    assertThatThrownBy(this::loadTen)
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("%s: %s", folder.resolve(file), message);
  }

  @Test
  void load_planesOfColours_areInterleaved() throws IOException {
    putTen();
    DataSet data = loadTen();
    assertThat(data.shape()).isEqualTo(new ImageShape(32, 32, 3));
    assertThat(data.shape().sizes()).containsExactly(32, 32, 3);
    assertThat(data.pixelsPerImage()).isEqualTo(3072);
    assertThat(data.labels()).containsExactly(3, 0, 9, 1);
    assertThat(data.classes()).isEqualTo(10);
    assertThat(data.officialTrainCount()).isEqualTo(3);
    for (int image = 0; image < 4; image++) {
      for (int channel = 0; channel < 3; channel++) {
        assertThat(data.value(image, channel)).isEqualTo((1 + channel) / 255.0);
        assertThat(data.value(image, 3 + channel)).isEqualTo((4 + channel) / 255.0);
        assertThat(data.value(image, 6 + channel)).isZero();
        assertThat(data.value(image, 3069 + channel)).isEqualTo((7 + channel) / 255.0);
      }
    }
  }

  @Test
  void load_hundredClasses_takesTheLabelAskedFor() throws IOException {
    put("train.bin", records(label(19, 99), label(4, 0)));
    put("test.bin", records(label(1, 7)));
    assertThat(loadHundred(Optional.empty()).labels()).containsExactly(99, 0, 7);
    assertThat(loadHundred(Optional.of(LabelColumn.named("fine"))).labels())
        .containsExactly(99, 0, 7);
    DataSet coarse = loadHundred(Optional.of(LabelColumn.named("coarse")));
    assertThat(coarse.labels()).containsExactly(19, 4, 1);
    assertThat(coarse.value(2, 3071)).isEqualTo(9 / 255.0);
  }

  @Test
  void load_moreRecordsThanRoomAtFirst_readsThemAll() throws IOException {
    putTen();
    int[][] labels = new int[2500][];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = label(i % 10);
    }
    put("b.bin", records(labels));
    DataSet data = loadTen();
    assertThat(data.count()).isEqualTo(2503);
    assertThat(data.label(2 + 2499)).isEqualTo(9);
    assertThat(data.value(2 + 2499, 3071)).isEqualTo(9 / 255.0);
  }

  @Test
  void load_labelOutOfRange_namesRecordAndByte() throws IOException {
    assertRefused(
        "b.bin",
        records(label(2), label(10)),
        "at byte 3073: found label 10 of record 1, expected 0 to 9");
    put("train.bin", records(label(19, 100)));
    put("test.bin", records(label(0, 0)));
    assertThatThrownBy(() -> loadHundred(Optional.of(LabelColumn.named("coarse"))))
        .hasMessage(
            "%s: at byte 1: found fine label 100 of record 0, expected 0 to 99",
            folder.resolve("train.bin"));
    put("train.bin", records(label(20, 0)));
    assertThatThrownBy(() -> loadHundred(Optional.empty()))
        .hasMessage(
            "%s: at byte 0: found coarse label 20 of record 0, expected 0 to 19",
            folder.resolve("train.bin"));
  }

  @Test
  void load_truncatedOrLengthenedRecord_namesRecordAndByte() throws IOException {
    byte[] two = records(label(2), label(5));
    byte[] cut = Arrays.copyOf(two, two.length - 1);
    assertRefused(
        "test.bin",
        cut,
        "at byte 6145: found the end, expected it at byte 3073 or 6146: record 1 begins at byte 3073,"
            + " and a record has 3073 bytes");
    assertRefused(
        "test.bin",
        Arrays.copyOf(two, two.length + 1),
        "at byte 6147: found the end, expected it at byte 6146 or 9219: record 2 begins at byte 6146,"
            + " and a record has 3073 bytes");
    assertRefused("a.bin", new byte[0], "at byte 0: found the end, expected records of 3073 bytes");
  }

  @Test
  void load_compressedFiles_areReadByNameOnly() throws IOException {
    putTen();
    Files.delete(folder.resolve("a.bin"));
    put("a.bin.gz", TinyFolder.gzip(records(label(7))));
    assertThat(loadTen().labels()).containsExactly(7, 9, 1);
    assertRefused(
        "b.bin",
        TinyFolder.gzip(records(label(7))),
        "at byte 0: found a gzip file, whose name must end in .gz, expected 0 to 9");
  }

  @Test
  void load_filesOfTheOtherKind_areRefused() throws IOException {
    put("train.bin", records(label(1), label(2), label(3)));
    put("test.bin", records(label(1)));
    assertThatThrownBy(() -> loadHundred(Optional.empty()))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("a record has " + (RECORD + 1) + " bytes");
  }

  @Test
  void load_folderMissing_saysWhatBelongsThere() {
    Path missing = folder.resolve("cifar-10");
    assertThatThrownBy(() -> DataDescription.of(missing, DataFormat.CIFAR_10).load())
        .hasMessageStartingWith(
            "%s: found no such folder, expected a folder of binary CIFAR-10 files", missing)
        .hasMessageContaining("put data_batch_1.bin to data_batch_5.bin and test_batch.bin");
  }
}
