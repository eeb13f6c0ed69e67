package org.backflow.data;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * The header of an IDX file: two zero bytes, the element type, the number of dimensions, then the
 * size of every dimension as a big-endian unsigned 32-bit number.
 *
 * <p>The product of the three components is at most {@value #MAX_BODY_BYTES}.
 *
 * @param count number of images or of labels
 * @param rows height of an image in pixels, 1 for labels
 * @param columns width of an image in pixels, 1 for labels
 */
record IdxHeader(int count, int rows, int columns) {
  /** So that two bodies fit one array; virtual machines refuse arrays of the last few sizes. */
  static final int MAX_BODY_BYTES = (Integer.MAX_VALUE - 8) / 2;

  private static final int TYPE_OFFSET = 2;
  private static final int DIMENSIONS_OFFSET = 3;
  static final int SIZES_OFFSET = 4;
  static final int ROWS_OFFSET = 8;
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int GZIP_MAGIC = 0x1f8b;

  /** A body, its copy among all images, and what is listed of its pixels. */
  private static final int HEAP_BYTES_PER_BODY_BYTE = 3;

  /** {@return whether a file begins as an uncompressed one does} */
  static boolean isPlain(byte[] start) {
    return start.length > TYPE_OFFSET
        && start[0] == 0
        && start[1] == 0
        && start[TYPE_OFFSET] == UNSIGNED_BYTE;
  }

  static IdxHeader read(DataFile file, IdxKind kind, ContentReader reader) {
    byte[] bytes = new byte[kind.headerBytes()];
    int present = reader.read(bytes, 0, bytes.length);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    // First the magic number: of a shorter kind of file, the kind is the news, not the length.
    if (present >= SIZES_OFFSET) {
      checkMagic(file, kind, header);
    }
    if (present < bytes.length) {
      throw file.refusal(present, "the end", "a header of " + bytes.length + " bytes");
    }
    return checkSizes(file, kind, header);
  }

  /**
   * Refuses a file whose images would not fit the memory of this Java. Even a short compressed file
   * can hold them.
   *
   * @param heapBytes the memory that there is
   */
  void requireRoom(DataFile file, long heapBytes) {
    long most = heapBytes / HEAP_BYTES_PER_BODY_BYTE;
    if (bodyBytes() > most) {
      throw file.refusal(
          SIZES_OFFSET,
          String.format(Locale.ROOT, "%,d bytes of content", bodyBytes()),
          String.format(
              Locale.ROOT,
              "at most %,d, what Java has memory for; JAVA_TOOL_OPTIONS=-Xmx... gives it more",
              most));
    }
  }

  /** {@return the number of bytes after the header} */
  int bodyBytes() {
    return count * rows * columns;
  }

  /** {@return height and width, as messages put them} */
  String imageSize() {
    return rows + " x " + columns;
  }

  private static void checkMagic(DataFile file, IdxKind kind, ByteBuffer header) {
    int first = Short.toUnsignedInt(header.getShort(0));
    if (first != 0) {
      String gzip = first == GZIP_MAGIC ? " (a gzip file, whose name must end in .gz)" : "";
      throw file.refusal(0, String.format("0x%04X%s", first, gzip), "0x0000");
    }
    int type = Byte.toUnsignedInt(header.get(TYPE_OFFSET));
    if (type != UNSIGNED_BYTE) {
      throw file.refusal(
          TYPE_OFFSET,
          String.format("element type 0x%02X%s", type, typeName(type)),
          "0x08 (unsigned byte)");
    }
    int dimensions = Byte.toUnsignedInt(header.get(DIMENSIONS_OFFSET));
    int expected = kind.dimensions();
    if (dimensions != expected) {
      throw file.refusal(
          DIMENSIONS_OFFSET, IdxKind.describe(dimensions), IdxKind.describe(expected));
    }
  }

  private static String typeName(int type) {
    return switch (type) {
      case 0x09 -> " (signed byte)";
      case 0x0B -> " (short)";
      case 0x0C -> " (int)";
      case 0x0D -> " (float)";
      case 0x0E -> " (double)";
      default -> "";
    };
  }

  private static IdxHeader checkSizes(DataFile file, IdxKind kind, ByteBuffer header) {
    long[] sizes = {1, 1, 1};
    for (int d = 0; d < kind.dimensions(); d++) {
      int offset = SIZES_OFFSET + Integer.BYTES * d;
      sizes[d] = Integer.toUnsignedLong(header.getInt(offset));
      if (sizes[d] == 0) {
        throw file.refusal(offset, "0 " + kind.unit(d), "at least 1");
      }
    }
    long rows = sizes[1];
    long columns = sizes[2];
    // Below 2^32 each, their product may exceed a long; so the quotient is compared.
    if (rows > DataSet.MAX_PIXELS_PER_IMAGE / columns) {
      throw file.refusal(
          ROWS_OFFSET,
          "images of " + rows + " x " + columns,
          "at most " + DataSet.MAX_PIXELS_PER_IMAGE + " pixels per image");
    }
    long most = MAX_BODY_BYTES / (rows * columns);
    if (sizes[0] > most) {
      throw file.refusal(SIZES_OFFSET, sizes[0] + " " + kind, "at most " + most);
    }
    return new IdxHeader((int) sizes[0], (int) rows, (int) columns);
  }
}
