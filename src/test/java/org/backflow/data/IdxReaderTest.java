package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.data.TinyFolder.TEST_IMAGES;
import static org.backflow.data.TinyFolder.TEST_LABELS;
import static org.backflow.data.TinyFolder.TRAIN_IMAGES;
import static org.backflow.data.TinyFolder.TRAIN_LABELS;
import static org.backflow.data.TinyFolder.bytes;
import static org.backflow.data.TinyFolder.images;
import static org.backflow.data.TinyFolder.labels;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {
  @TempDir Path path;
  private TinyFolder folder;

  @BeforeEach
  void writeFolder() {
    folder = new TinyFolder(path);
  }

  private static void assertTiny(DataSet data) {
    assertThat(data.count()).isEqualTo(5);
    assertThat(data.officialTrainCount()).isEqualTo(3);
    assertThat(data.shape().height()).isEqualTo(2);
    assertThat(data.shape().width()).isEqualTo(3);
    assertThat(data.classes()).isEqualTo(4);
    assertThat(data.labels()).containsExactly(2, 0, 3, 1, 1);
    assertThat(TinyFolder.pixels(data)).isEqualTo(TinyFolder.pooledPixels());
  }

  @Test
  void load_plainFiles_poolsTrainingThenTestImages() {
    assertTiny(TinyFolder.load(path));
  }

  @Test
  void load_compressedFiles_poolsTrainingThenTestImages() {
    folder.compressAll();
    assertTiny(TinyFolder.load(path));
  }

  @Test
  void load_someFilesCompressed_poolsTrainingThenTestImages() {
    folder.putCompressed(TRAIN_IMAGES, folder.get(TRAIN_IMAGES));
    folder.putCompressed(TEST_LABELS, folder.get(TEST_LABELS));
    assertTiny(TinyFolder.load(path));
  }

  @Test
  void load_plainAndCompressedFile_readsThePlainOne() {
    folder.put(TRAIN_LABELS + ".gz", bytes(1, 2, 3));
    assertTiny(TinyFolder.load(path));
  }

  @Test
  void load_gzipOfTwoMembers_readsBoth() {
    byte[] content = folder.get(TRAIN_IMAGES);
    byte[] first = TinyFolder.gzip(Arrays.copyOf(content, 20));
    byte[] second = TinyFolder.gzip(Arrays.copyOfRange(content, 20, content.length));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    folder.remove(TRAIN_IMAGES);
    folder.put(TRAIN_IMAGES + ".gz", both);
    assertTiny(TinyFolder.load(path));
  }

  @Test
  void load_largestLabelInTestFile_countsItsClass() {
    folder.put(TEST_LABELS, labels(2, 1, 255));
    DataSet data = TinyFolder.load(path);
    assertThat(data.classes()).isEqualTo(256);
    assertThat(data.label(4)).isEqualTo(255);
  }

  @Test
  void load_bodyLongerThanFirstBuffer_isReadWhole() {
    // 260 images of 256 x 256 are 16.25 MiB; the buffer starts with 16 MiB.
    byte[] file = Arrays.copyOf(images(260, 256, 256), 16 + (260 << 16));
    for (int i = 16; i < file.length; i++) {
      file[i] = (byte) ((i * 31) >>> 5);
    }
    folder.put(TRAIN_IMAGES, file);
    folder.put(TRAIN_LABELS, labels(260, new int[260]));
    folder.put(TEST_IMAGES, images(1, 256, 256, new int[1 << 16]));
    folder.put(TEST_LABELS, labels(1, 0));
    DataSet data = TinyFolder.load(path);
    assertThat(data.pixelsPerImage()).isEqualTo(DataSet.MAX_PIXELS_PER_IMAGE);
    byte[] expected = Arrays.copyOfRange(file, 16, file.length + (1 << 16));
    assertThat(Arrays.mismatch(TinyFolder.pixels(data), expected)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"3, 2", "2, 6", "4, 3"})
  void load_trainingAndTestImagesOfDifferentSize_isRefused(int rows, int columns) {
    folder.put(TEST_IMAGES, images(2, rows, columns, new int[2 * rows * columns]));
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "%s: at byte 8: found images of %d x %d, expected 2 x 3 as in train-images-idx3-ubyte",
            folder.path(TEST_IMAGES), rows, columns);
  }

  @Test
  void load_moreLabelsThanImages_isRefused() {
    folder.put(TRAIN_LABELS, labels(4, 2, 0, 3, 1));
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "%s: at byte 4: found 4 labels, expected 3, one for each image of"
                + " train-images-idx3-ubyte",
            folder.path(TRAIN_LABELS));
  }

  /** EMNIST letters: 1 to 26, no 0. */
  @Test
  void load_labelsFromOneOn_areNumberedFromZero() {
    folder.put(TRAIN_LABELS, labels(3, 2, 1, 4));
    DataSet data = TinyFolder.load(path, 1);
    assertThat(data.classes()).isEqualTo(4);
    assertThat(data.labels()).containsExactly(1, 0, 3, 0, 0);
    data.requireFit(6, 4, "6-5-4");
    folder.put(TEST_LABELS, labels(2, 1, 255));
    assertThat(TinyFolder.load(path, 1).label(4)).isEqualTo(254);
  }

  @Test
  void load_labelBelowTheFirst_isRefusedWithItsImage() {
    assertThatThrownBy(() -> TinyFolder.load(path, 1))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "%s: at byte 9: found label 0 of image 1, expected 1 to 255, from data.firstLabel on",
            folder.path(TRAIN_LABELS));
  }

  @Test
  void requireFit_labelWithoutOutput_namesFileAndKey() {
    assertThatThrownBy(() -> TinyFolder.load(path).requireFit(6, 3, "6-5-3"))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "%s: at byte 10, image 2: found label 3, expected 0 to 2: the network 6-5-3 (key"
                + " 'layers') has 3 outputs",
            folder.path(TRAIN_LABELS));
    folder.putCompressed(TEST_LABELS, labels(2, 0, 200));
    assertThatThrownBy(() -> TinyFolder.load(path).requireFit(6, 4, "6-5-4"))
        .hasMessageStartingWith(
            "%s.gz: at byte 9 of the uncompressed content, image 1: found label 200, expected 0 to",
            folder.path(TEST_LABELS));
  }

  @Test
  void requireFit_labelsFromOneOn_offersTheKey() {
    folder.put(TRAIN_LABELS, labels(3, 2, 1, 4));
    assertThatThrownBy(() -> TinyFolder.load(path).requireFit(6, 4, "6-5-4"))
        .hasMessage(
            "%s: at byte 10, image 2: found label 4, expected 0 to 3: the network 6-5-4 (key"
                + " 'layers') has 4 outputs; labels run from 1 on, data.firstLabel=1 makes them 0"
                + " to 3",
            folder.path(TRAIN_LABELS));
  }

  @Test
  void requireFit_imagesOfAnotherSize_namesFileAndKey() {
    assertThatThrownBy(() -> TinyFolder.load(path).requireFit(7, 4, "7-5-4"))
        .hasMessage(
            "%s: at byte 8: found images of 2 x 3, 6 pixels, expected 7: the network 7-5-4 (key"
                + " 'layers') has 7 inputs",
            folder.path(TRAIN_IMAGES));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256})
  void load_impossibleFirstLabel_isRefused(int firstLabel) {
    assertThatThrownBy(() -> TinyFolder.load(path, firstLabel))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("firstLabel: found %d, expected 0 to 255", firstLabel);
  }

  @Test
  void load_severalBadFiles_reportsTheFirstEveryTime() {
    for (String name : TinyFolder.NAMES) {
      folder.put(name, bytes(1));
    }
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> TinyFolder.load(path))
          .isInstanceOf(InvalidDataException.class)
          .hasMessageStartingWith(folder.path(TRAIN_IMAGES) + ": ");
    }
  }

  @Test
  void load_manyFolders_leavesNoFileOpen() {
    folder.put(TRAIN_LABELS + ".gz", bytes(1, 2, 3));
    folder.remove(TRAIN_LABELS);
    int refused = 0;
    long before = openFiles();
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> TinyFolder.load(path)).isInstanceOf(InvalidDataException.class);
      refused++;
    }
    assertThat(openFiles() - before).as("still open after %d loads", refused).isLessThan(refused);
  }

  /** {@return the number of open files of this process, or 0 where the platform does not tell} */
  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
