package org.backflow.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the binary files of CIFAR-10 and CIFAR-100 (cs.toronto.edu/~kriz/cifar.html, "Binary
 * version"). A record is one label, or a coarse and a fine one, then an image of 32 x 32 pixels:
 * all red values row by row, all green ones, all blue ones. Here the three values of a pixel lie
 * side by side. A file may have any number of records.
 */
final class CifarReader implements PartReader {
  static final ImageShape SHAPE = new ImageShape(32, 32, 3);
  private static final int PLANE = SHAPE.height() * SHAPE.width();
  private static final double WHITE = 255;
  private static final int RECORDS_AT_FIRST = 64;

  private final List<LabelByte> labels;
  private final int used;
  private final int recordBytes;

  /** A byte that labels an image. */
  private record LabelByte(String name, int classes) {}

  private CifarReader(List<LabelByte> labels, int used) {
    this.labels = labels;
    this.used = used;
    this.recordBytes = labels.size() + SHAPE.values();
  }

  static CifarReader cifar10() {
    return new CifarReader(List.of(new LabelByte("label", 10)), 0);
  }

  /**
   * Returns the reader of files with two labels.
   *
   * @param column {@code coarse}, or {@code fine}, which is used if none is named
   */
  static CifarReader cifar100(Optional<LabelColumn> column) {
    boolean coarse = column.flatMap(LabelColumn::name).filter("coarse"::equals).isPresent();
    return new CifarReader(
        List.of(new LabelByte("coarse label", 20), new LabelByte("fine label", 100)),
        coarse ? 0 : 1);
  }

  @Override
  public List<LabelledSamples> read(List<DataFile> files, Checksums checksums) {
    List<LabelledSamples> parts = new ArrayList<>();
    for (DataFile file : files) {
      parts.add(read(file, checksums));
    }
    return parts;
  }

  private LabelledSamples read(DataFile file, Checksums checksums) {
    byte[] images = new byte[RECORDS_AT_FIRST * SHAPE.values()];
    byte[] found = new byte[RECORDS_AT_FIRST];
    byte[] bytes = new byte[recordBytes];
    int count = 0;
    boolean digesting = checksums.stateFor(file.name());
    try (ContentReader reader = ContentReader.open(file, digesting)) {
      for (int size = reader.read(bytes, 0, recordBytes);
          size > 0;
          size = reader.read(bytes, 0, recordBytes)) {
        require(file, bytes, size, count);
        if (count == found.length) {
          int room = (int) Math.min(Samples.MOST / SHAPE.values(), 2L * count);
          if (room == count) {
            throw file.refusal(
                (long) count * recordBytes, "more bytes", "the end after " + count + " records");
          }
          images = Arrays.copyOf(images, room * SHAPE.values());
          found = Arrays.copyOf(found, room);
        }
        found[count] = bytes[used];
        interleave(bytes, labels.size(), images, count * SHAPE.values());
        count++;
      }
      if (digesting) {
        checksums.verify(file, reader.sha256());
      }
    }
    if (count == 0) {
      throw file.refusal(0, "the end", "records of " + recordBytes + " bytes");
    }
    return new LabelledSamples(
        file.name(),
        SHAPE,
        file.path().toString(),
        WHITE,
        new Samples.Bytes(Arrays.copyOf(images, count * SHAPE.values())),
        Arrays.copyOf(found, count),
        image -> file.at((long) image * recordBytes + used));
  }

  private void require(DataFile file, byte[] bytes, int size, int record) {
    long begin = (long) record * recordBytes;
    for (int i = 0; i < Math.min(size, labels.size()); i++) {
      LabelByte label = labels.get(i);
      int value = Byte.toUnsignedInt(bytes[i]);
      if (value >= label.classes) {
        boolean isGzip =
            begin == 0 && size > 1 && value == 0x1F && Byte.toUnsignedInt(bytes[1]) == 0x8B;
        throw file.refusal(
            begin + i,
            isGzip
                ? "a gzip file, whose name must end in .gz"
                : label.name + " " + value + " of record " + record,
            "0 to " + (label.classes - 1));
      }
    }
    if (size < recordBytes) {
      throw file.refusal(
          begin + size,
          "the end",
          String.format(
              "it at byte %d or %d: record %d begins at byte %d, and a record has %d bytes",
              begin, begin + recordBytes, record, begin, recordBytes));
    }
  }

  private static void interleave(byte[] planes, int from, byte[] pixels, int to) {
    for (int pixel = 0; pixel < PLANE; pixel++) {
      for (int channel = 0; channel < SHAPE.channels(); channel++) {
        pixels[to + pixel * SHAPE.channels() + channel] = planes[from + channel * PLANE + pixel];
      }
    }
  }
}
