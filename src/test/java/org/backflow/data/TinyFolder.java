package org.backflow.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A valid folder of three training images and two test images of 2 x 3 pixels in four classes, for
 * tests to load or to break.
 */
public final class TinyFolder {
  static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
  static final String[] NAMES = {TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS};

  private static final int[] TRAIN_PIXELS = {
    0, 1, 2, 0, 0, 255, 0, 0, 0, 0, 0, 0, 128, 127, 126, 125, 124, 123
  };
  private static final int[] TEST_PIXELS = {9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8};

  private final Path path;

  TinyFolder(Path path) {
    this.path = path;
    put(TRAIN_IMAGES, images(3, 2, 3, TRAIN_PIXELS));
    put(TRAIN_LABELS, labels(3, 2, 0, 3));
    put(TEST_IMAGES, images(2, 2, 3, TEST_PIXELS));
    put(TEST_LABELS, labels(2, 1, 1));
  }

  Path path() {
    return path;
  }

  Path path(String name) {
    return path.resolve(name);
  }

  byte[] get(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void put(String name, byte[] content) {
    try {
      // Not overwritten: some file systems flush a truncated file to the disk, 4 ms a time.
      Files.deleteIfExists(path(name));
      Files.write(path(name), content, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove(String name) {
    try {
      Files.delete(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the plain file by a compressed one with this content. */
  void putCompressed(String name, byte[] content) {
    put(name + ".gz", gzip(content));
    remove(name);
  }

  void compressAll() {
    for (String name : NAMES) {
      putCompressed(name, get(name));
    }
  }

  /** Writes SHA256SUMS for the four plain files, as the program sha256sum does. */
  void putChecksums() {
    StringBuilder lines = new StringBuilder();
    for (String name : NAMES) {
      lines.append(sha256(get(name))).append("  ").append(name).append('\n');
    }
    put("SHA256SUMS", lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** {@return the data set of a folder of IDX files} */
  static DataSet load(Path folder) {
    return load(folder, 0);
  }

  /** {@return the data set of a folder of IDX files whose first class has this label} */
  static DataSet load(Path folder, int firstLabel) {
    return new DataDescription(
            folder,
            DataFormat.IDX,
            DataDescription.Files.of(DataFormat.IDX),
            new DataDescription.Labels(Optional.empty(), List.of(), firstLabel),
            true,
            Optional.empty(),
            Scaling.USUAL)
        .load();
  }

  /** {@return the pixels of all images, of which a network sees a 255th part} */
  static byte[] pixels(DataSet data) {
    byte[] pixels = new byte[data.count() * data.pixelsPerImage()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          (byte) Math.round(255 * data.value(i / data.pixelsPerImage(), i % data.pixelsPerImage()));
    }
    return pixels;
  }

  /** {@return all pixels, by hand: training images, then test images} */
  static byte[] pooledPixels() {
    return bytes(
        0, 1, 2, 0, 0, 255, 0, 0, 0, 0, 0, 0, 128, 127, 126, 125, 124, 123, 9, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 8);
  }

  static byte[] images(int count, int rows, int columns, int... pixels) {
    return ByteBuffer.allocate(16 + pixels.length)
        .putInt(0x0803)
        .putInt(count)
        .putInt(rows)
        .putInt(columns)
        .put(bytes(pixels))
        .array();
  }

  static byte[] labels(int count, int... labels) {
    return ByteBuffer.allocate(8 + labels.length)
        .putInt(0x0801)
        .putInt(count)
        .put(bytes(labels))
        .array();
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(compressed)) {
      stream.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
