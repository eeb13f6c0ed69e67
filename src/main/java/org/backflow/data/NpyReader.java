package org.backflow.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * Reads samples and labels that {@code numpy.save} wrote. Samples are images (count, height, width)
 * or (count, height, width, channels), or vectors (count, features), of uint8, float32 or float64;
 * labels are (count,) or (count, 1) of any integer type.
 */
final class NpyReader implements PartReader {
  private static final double WHITE = 255;
  private static final int CHUNK = 1 << 16;

  private final Optional<ImageShape> shape;

  /**
   * Creates a reader.
   *
   * @param shape that vectors are of, if they are images
   */
  NpyReader(Optional<ImageShape> shape) {
    this.shape = shape;
  }

  /** What takes the numbers of a file, one after another. */
  private interface Sink {
    void take(ByteBuffer words, int index);
  }

  @Override
  public List<LabelledSamples> read(List<DataFile> files, Checksums checksums) {
    DataFile file = files.get(0);
    boolean digesting = checksums.stateFor(file.name());
    try (ContentReader reader = ContentReader.open(file, digesting)) {
      NpyHeader header = NpyHeader.read(file, reader);
      ImageShape found = requireSamples(file, header);
      Samples.Buffer samples = new Samples.Buffer();
      readAll(
          file,
          header,
          reader,
          (words, index) -> samples.add(requireFinite(file, header, words, index)));
      if (digesting) {
        checksums.verify(file, reader.sha256());
      }
      NpyLabels labels = NpyLabels.read(files.get(1), checksums);
      if (labels.values().length != header.shape().get(0)) {
        throw files
            .get(1)
            .refusal(
                labels.header().shapeOffset(),
                labels.values().length + " labels",
                header.shape().get(0) + ", one for each sample of " + file.name());
      }
      return List.of(
          new LabelledSamples(
              file.name(),
              found,
              file.at(header.shapeOffset()),
              header.type().isByte() ? WHITE : 1,
              samples.samples(),
              labels.values(),
              labels::at));
    }
  }

  private ImageShape requireSamples(DataFile file, NpyHeader header) {
    if (!header.type().isByte() && !header.type().isFloat()) {
      throw file.refusal(
          header.typeOffset(), header.type().toString(), "uint8, float32 or float64");
    }
    List<Integer> sizes = header.shape();
    if (sizes.size() < 2 || sizes.size() > 4 || sizes.get(0) == 0) {
      throw file.refusal(
          header.shapeOffset(),
          "shape " + header.tuple(),
          "(count, features), (count, height, width) or (count, height, width, channels)");
    }
    ImageShape written =
        switch (sizes.size()) {
          case 2 -> ImageShape.vector(sizes.get(1));
          case 3 -> new ImageShape(sizes.get(1), sizes.get(2), 1);
          default -> new ImageShape(sizes.get(1), sizes.get(2), sizes.get(3));
        };
    if (!written.isPossible()) {
      throw file.refusal(
          header.shapeOffset(),
          "shape " + header.tuple(),
          "1 to " + DataSet.MAX_PIXELS_PER_IMAGE + " values per sample");
    }
    boolean fits =
        shape
            .filter(
                stated ->
                    sizes.size() == 2
                        ? stated.values() != written.values()
                        : !stated.equals(written))
            .isEmpty();
    if (!fits) {
      throw file.refusal(
          header.shapeOffset(),
          "shape " + header.tuple(),
          "samples of " + shape.orElseThrow() + ", as data.shape says");
    }
    long most = Samples.MOST / written.values();
    if (sizes.get(0) > most) {
      throw file.refusal(
          header.shapeOffset(), sizes.get(0) + " " + written.noun() + "s", "at most " + most);
    }
    return shape.orElse(written);
  }

  private static float requireFinite(DataFile file, NpyHeader header, ByteBuffer words, int index) {
    float value = header.type().number(words);
    if (!Float.isFinite(value)) {
      int perSample = header.shape().stream().skip(1).reduce(1, Math::multiplyExact);
      throw file.refusal(
          header.bytes() + (long) index * header.type().bytes(),
          (Float.isNaN(value) ? "NaN" : "a number without end in single precision")
              + " in sample "
              + index / perSample,
          "a finite number in single precision");
    }
    return value;
  }

  /** Reads the numbers of a file, of which there must be as many as its header says. */
  private static void readAll(DataFile file, NpyHeader header, ContentReader reader, Sink sink) {
    int width = header.type().bytes();
    int count = header.shape().stream().reduce(1, Math::multiplyExact);
    byte[] bytes = new byte[Math.min(count, CHUNK) * width];
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long end = header.bytes() + (long) count * width;
    String content = "after shape " + header.tuple() + " of " + header.type() + ", at byte " + end;
    for (int from = 0; from < count; from += CHUNK) {
      int wanted = Math.min(CHUNK, count - from) * width;
      int present = reader.read(bytes, 0, wanted);
      if (present < wanted) {
        throw file.refusal(
            header.bytes() + (long) from * width + present, "the end", "it " + content);
      }
      words.clear();
      for (int i = 0; i < wanted / width; i++) {
        sink.take(words, from + i);
      }
    }
    if (reader.read(bytes.length == 0 ? new byte[1] : bytes, 0, 1) != 0) {
      throw file.refusal(end, "more bytes", "the end " + content);
    }
  }

  /**
   * The labels of a file.
   *
   * @param values as unsigned bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record NpyLabels(DataFile file, NpyHeader header, byte[] values) {
    static NpyLabels read(DataFile file, Checksums checksums) {
      boolean digesting = checksums.stateFor(file.name());
      try (ContentReader reader = ContentReader.open(file, digesting)) {
        NpyHeader header = NpyHeader.read(file, reader);
        if (!header.type().isInteger()) {
          throw file.refusal(
              header.typeOffset(), header.type().toString(), "labels of an integer type");
        }
        List<Integer> sizes = header.shape();
        boolean isColumn = sizes.size() == 1 || (sizes.size() == 2 && sizes.get(1) == 1);
        if (!isColumn) {
          throw file.refusal(
              header.shapeOffset(),
              "shape " + header.tuple(),
              "(count,): a label of each sample"
                  + (sizes.size() == 2 ? "; of one-hot rows, a.argmax(axis=1)" : ""));
        }
        Samples.Buffer labels = new Samples.Buffer();
        readAll(
            file,
            header,
            reader,
            (words, index) -> labels.add(requireLabel(file, header, words, index)));
        if (digesting) {
          checksums.verify(file, reader.sha256());
        }
        return new NpyLabels(file, header, ((Samples.Bytes) labels.samples()).values());
      }
    }

    private static int requireLabel(DataFile file, NpyHeader header, ByteBuffer words, int index) {
      long label = header.type().integer(words);
      if (label < 0 || label >= DataSet.MAX_CLASSES) {
        boolean hasSign = header.type().kind() == 'i';
        throw file.refusal(
            header.bytes() + (long) index * header.type().bytes(),
            "label "
                + (hasSign ? Long.toString(label) : Long.toUnsignedString(label))
                + " of sample "
                + index,
            "0 to " + (DataSet.MAX_CLASSES - 1));
      }
      return (int) label;
    }

    String at(int sample) {
      return file.at(header.bytes() + (long) sample * header.type().bytes());
    }
  }
}
