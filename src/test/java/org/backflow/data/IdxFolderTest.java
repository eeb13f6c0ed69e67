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

class IdxFolderTest {
  @TempDir Path path;
  private TinyFolder folder;

  @BeforeEach
  void writeFolder() {
    folder = new TinyFolder(path);
  }

  private static void assertTiny(DataSet data) {
    assertThat(data.count()).isEqualTo(5);
    assertThat(data.officialTrainCount()).isEqualTo(3);
    assertThat(data.rows()).isEqualTo(2);
    assertThat(data.columns()).isEqualTo(3);
    assertThat(data.classes()).isEqualTo(4);
    assertThat(data.labels()).containsExactly(2, 0, 3, 1, 1);
    assertThat(data.pixels()).isEqualTo(TinyFolder.pooledPixels());
  }

  @Test
  void load_plainFiles_poolsTrainingThenTestImages() {
    assertTiny(IdxFolder.load(path));
  }

  @Test
  void load_compressedFiles_poolsTrainingThenTestImages() {
    folder.compressAll();
    assertTiny(IdxFolder.load(path));
  }

  @Test
  void load_someFilesCompressed_poolsTrainingThenTestImages() {
    folder.putCompressed(TRAIN_IMAGES, folder.get(TRAIN_IMAGES));
    folder.putCompressed(TEST_LABELS, folder.get(TEST_LABELS));
    assertTiny(IdxFolder.load(path));
  }

  @Test
  void load_plainAndCompressedFile_readsThePlainOne() {
    folder.put(TRAIN_LABELS + ".gz", bytes(1, 2, 3));
    assertTiny(IdxFolder.load(path));
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
    assertTiny(IdxFolder.load(path));
  }

  @Test
  void load_moreClassesThanLabelsUse_keepsTheGivenNumber() {
    assertThat(IdxFolder.load(path, 26).classes()).isEqualTo(26);
    assertThat(IdxFolder.load(path, 256).classes()).isEqualTo(256);
  }

  @Test
  void load_largestLabelInTestFile_countsItsClass() {
    folder.put(TEST_LABELS, labels(2, 1, 255));
    DataSet data = IdxFolder.load(path);
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
    DataSet data = IdxFolder.load(path);
    assertThat(data.pixelsPerImage()).isEqualTo(DataSet.MAX_PIXELS_PER_IMAGE);
    byte[] expected = Arrays.copyOfRange(file, 16, file.length + (1 << 16));
    assertThat(Arrays.mismatch(data.pixels(), expected)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"3, 2", "2, 6", "4, 3"})
  void load_trainingAndTestImagesOfDifferentSize_isRefused(int rows, int columns) {
    folder.put(TEST_IMAGES, images(2, rows, columns, new int[2 * rows * columns]));
    assertThatThrownBy(() -> IdxFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "%s: at byte 8: found images of %d x %d, expected 2 x 3 as in train-images-idx3-ubyte",
            folder.path(TEST_IMAGES), rows, columns);
  }

  @Test
  void load_moreLabelsThanImages_isRefused() {
    folder.put(TRAIN_LABELS, labels(4, 2, 0, 3, 1));
    assertThatThrownBy(() -> IdxFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "%s: at byte 4: found 4 labels, expected 3, one for each image of"
                + " train-images-idx3-ubyte",
            folder.path(TRAIN_LABELS));
  }

  @Test
  void load_labelNotBelowClasses_isRefusedWithItsImage() {
    assertThatThrownBy(() -> IdxFolder.load(path, 3))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "%s: at byte 10: found label 3 of image 2, expected 0 to 2 (3 classes)",
            folder.path(TRAIN_LABELS));
    folder.putCompressed(TEST_LABELS, labels(2, 0, 200));
    assertThatThrownBy(() -> IdxFolder.load(path, 4))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "%s.gz: at byte 9 of the uncompressed content: found label 200 of image 1, expected 0"
                + " to 3 (4 classes)",
            folder.path(TEST_LABELS));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 257})
  void load_impossibleNumberOfClasses_isRefused(int classes) {
    assertThatThrownBy(() -> IdxFolder.load(path, classes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classes: found %d, expected 1 to 256", classes);
  }

  @Test
  void load_severalBadFiles_reportsTheFirstEveryTime() {
    for (String name : TinyFolder.NAMES) {
      folder.put(name, bytes(1));
    }
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> IdxFolder.load(path))
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
      assertThatThrownBy(() -> IdxFolder.load(path)).isInstanceOf(InvalidDataException.class);
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
