package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.data.TinyFolder.TRAIN_IMAGES;
import static org.backflow.data.TinyFolder.TRAIN_LABELS;
import static org.backflow.data.TinyFolder.images;
import static org.backflow.data.TinyFolder.labels;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which one file can be wrong, in a plain and in a compressed file. */
class IdxFileTest {
  private static final byte[] IMAGES = images(3, 2, 3, new int[18]);
  private static final byte[] LABELS = labels(3, 0, 1, 2);

  @TempDir Path path;
  private TinyFolder folder;

  @BeforeEach
  void writeFolder() {
    folder = new TinyFolder(path);
  }

  private void assertRefused(String name, byte[] content, int offset, String foundAndExpected) {
    folder.put(name, content);
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("%s: at byte %d: %s", folder.path(name), offset, foundAndExpected);
    folder.putCompressed(name, content);
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "%s.gz: at byte %d of the uncompressed content: %s",
            folder.path(name), offset, foundAndExpected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 15})
  void load_truncatedImagesHeader_isRefused(int length) {
    byte[] content = Arrays.copyOf(IMAGES, length);
    assertRefused(TRAIN_IMAGES, content, length, "found the end, expected a header of 16 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7})
  void load_truncatedLabelsHeader_isRefused(int length) {
    byte[] content = Arrays.copyOf(LABELS, length);
    assertRefused(TRAIN_LABELS, content, length, "found the end, expected a header of 8 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 33})
  void load_truncatedImages_isRefused(int length) {
    assertRefused(
        TRAIN_IMAGES,
        Arrays.copyOf(IMAGES, length),
        length,
        "found the end, expected it after 3 images of 2 x 3, at byte 34");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10})
  void load_truncatedLabels_isRefused(int length) {
    assertRefused(
        TRAIN_LABELS,
        Arrays.copyOf(LABELS, length),
        length,
        "found the end, expected it after 3 labels, at byte 11");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100_000})
  void load_bytesAfterImages_isRefused(int more) {
    assertRefused(
        TRAIN_IMAGES,
        Arrays.copyOf(IMAGES, IMAGES.length + more),
        34,
        "found more bytes, expected the end after 3 images of 2 x 3, at byte 34");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100_000})
  void load_bytesAfterLabels_isRefused(int more) {
    assertRefused(
        TRAIN_LABELS,
        Arrays.copyOf(LABELS, LABELS.length + more),
        11,
        "found more bytes, expected the end after 3 labels, at byte 11");
  }

  @ParameterizedTest
  @CsvSource({"0, 0x12, 0x1200", "1, 0x01, 0x0001"})
  void load_magicNumberNotZero_isRefused(int offset, int value, String found) {
    byte[] content = IMAGES.clone();
    content[offset] = (byte) value;
    assertRefused(TRAIN_IMAGES, content, 0, "found " + found + ", expected 0x0000");
  }

  @Test
  void load_gzipWithoutItsSuffix_isRefusedWithAdvice() {
    assertRefused(
        TRAIN_IMAGES,
        TinyFolder.gzip(IMAGES),
        0,
        "found 0x1F8B (a gzip file, whose name must end in .gz), expected 0x0000");
  }

  @ParameterizedTest
  @CsvSource({
    "0x09, 0x09 (signed byte)",
    "0x0B, 0x0B (short)",
    "0x0C, 0x0C (int)",
    "0x0D, 0x0D (float)",
    "0x0E, 0x0E (double)",
    "0xFF, 0xFF"
  })
  void load_otherElementType_isRefused(int type, String described) {
    byte[] content = IMAGES.clone();
    content[2] = (byte) type;
    assertRefused(
        TRAIN_IMAGES,
        content,
        2,
        "found element type " + described + ", expected 0x08 (unsigned byte)");
  }

  @Test
  void load_labelsWhereImagesAreExpected_isRefused() {
    String message = "found 1 dimension (labels), expected 3 dimensions (images)";
    assertRefused(TRAIN_IMAGES, LABELS, 3, message);
    assertRefused(TRAIN_IMAGES, Arrays.copyOf(LABELS, 4), 3, message);
  }

  @Test
  void load_imagesWhereLabelsAreExpected_isRefused() {
    assertRefused(
        TRAIN_LABELS, IMAGES, 3, "found 3 dimensions (images), expected 1 dimension (labels)");
  }

  @Test
  void load_otherNumberOfDimensions_isRefused() {
    byte[] content = IMAGES.clone();
    content[3] = 4;
    assertRefused(TRAIN_IMAGES, content, 3, "found 4 dimensions, expected 3 dimensions (images)");
  }

  @ParameterizedTest
  @CsvSource({"0, 2, 3, 4, images", "3, 0, 3, 8, rows", "3, 2, 0, 12, columns"})
  void load_dimensionOfSizeZero_isRefused(int count, int rows, int columns, int at, String unit) {
    assertRefused(
        TRAIN_IMAGES,
        images(count, rows, columns),
        at,
        "found 0 " + unit + ", expected at least 1");
  }

  @Test
  void load_noLabels_isRefused() {
    assertRefused(TRAIN_LABELS, labels(0), 4, "found 0 labels, expected at least 1");
  }

  @ParameterizedTest
  @CsvSource({
    "257, 256, 257 x 256",
    "1, 65537, 1 x 65537",
    // The product is 0 in 32 bits.
    "65536, 65536, 65536 x 65536",
    // The product is negative in 64 bits.
    "-1, -1, 4294967295 x 4294967295"
  })
  void load_absurdImageSize_isRefused(int rows, int columns, String found) {
    assertRefused(
        TRAIN_IMAGES,
        images(1, rows, columns),
        8,
        "found images of " + found + ", expected at most 65536 pixels per image");
  }

  @ParameterizedTest
  @CsvSource({"-1, 4294967295", "1369569, 1369569"})
  void load_absurdNumberOfImages_isRefused(int count, String found) {
    assertRefused(
        TRAIN_IMAGES,
        images(count, 28, 28),
        4,
        "found " + found + " images, expected at most 1369568");
  }

  @Test
  void load_absurdNumberOfLabels_isRefused() {
    assertRefused(
        TRAIN_LABELS, labels(-1), 4, "found 4294967295 labels, expected at most 1073741819");
  }

  @Test
  void load_largestNumberOfImagesWithoutThem_isRefused() {
    assertRefused(
        TRAIN_IMAGES,
        images(1_369_568, 28, 28),
        16,
        "found the end, expected it after 1369568 images of 28 x 28, at byte 1073741328");
  }

  @Test
  void load_folderInPlaceOfFile_isRefused() {
    folder.remove(TRAIN_IMAGES);
    assertThat(path.resolve(TRAIN_IMAGES).toFile().mkdir()).isTrue();
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith(
            "%s: at byte 0: found a read error (java.io.IOException", path.resolve(TRAIN_IMAGES))
        .hasMessageEndingWith("), expected a readable file");
  }

  @Test
  void read_headerThatPromisesGigabytes_takesLittleMemory() {
    folder.put(TRAIN_IMAGES, images(1_369_568, 28, 28));
    DataFile source = new DataFile(path.resolve(TRAIN_IMAGES), TRAIN_IMAGES, false);
    Checksums none = Checksums.in(DataFolder.open(path, DataFormat.IDX));
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> IdxFile.read(source, IdxKind.IMAGES, none))
        .isInstanceOf(InvalidDataException.class);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(32 << 20);
  }

  /** 3 images of 2 x 3 are 18 bytes, for which 54 bytes of memory do. */
  @ParameterizedTest
  @CsvSource({"54, true", "53, false"})
  void requireRoom_bodyBeyondMemory_isRefused(long heapBytes, boolean fits) {
    folder.put(TRAIN_IMAGES, IMAGES);
    DataFile source = new DataFile(path.resolve(TRAIN_IMAGES), TRAIN_IMAGES, false);
    IdxHeader header = new IdxHeader(3, 2, 3);
    if (fits) {
      header.requireRoom(source, heapBytes);
      return;
    }
    assertThatThrownBy(() -> header.requireRoom(source, heapBytes))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "%s: at byte 4: found 18 bytes of content, expected at most 17, what Java has memory"
                + " for; JAVA_TOOL_OPTIONS=-Xmx... gives it more",
            source.path());
  }

  /** A mebibyte of zeros, which deflate shortens as far as it can. */
  @Test
  void mostContentBytes_ofZeros_coverThem() {
    byte[] zeros = new byte[1 << 20];
    folder.put("zeros", zeros);
    folder.put("zeros.gz", TinyFolder.gzip(zeros));
    assertThat(new DataFile(path.resolve("zeros"), "zeros", false).mostContentBytes())
        .isEqualTo(zeros.length);
    assertThat(new DataFile(path.resolve("zeros.gz"), "zeros", true).mostContentBytes())
        .isBetween((long) zeros.length, 2L * zeros.length);
  }
}
