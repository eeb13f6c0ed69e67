package org.backflow.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backflow.files.TextProblems;

/**
 * The header of an npy file: magic number, version, its length, then a Python dictionary (NumPy,
 * "NEP 1: A simple file format for NumPy arrays").
 *
 * @param bytes of the header, after which the numbers begin
 * @param type of the numbers
 * @param typeOffset where it stands
 * @param shape how many numbers there are along each index
 * @param shapeOffset where it stands
 */
record NpyHeader(int bytes, NpyType type, int typeOffset, List<Integer> shape, int shapeOffset) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int VERSION_OFFSET = MAGIC.length;
  private static final int LENGTH_OFFSET = VERSION_OFFSET + 2;
  private static final int MOST_BYTES = 1 << 16;
  private static final int MOST_SIZES_IN_MESSAGE = 8;

  private static final String TYPE = "descr";
  private static final String ORDER = "fortran_order";
  private static final String SHAPE = "shape";
  private static final String EXPECTED =
      "{'descr': ..., 'fortran_order': False, 'shape': (...)}, as numpy.save writes";

  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*(?:'(\\w+)'|\"(\\w+)\")\\s*:\\s*"
              + "('[^']*'|\"[^\"]*\"|True|False|\\([0-9, ]*\\)|\\[[^\\]]*\\])\\s*(,|(?=\\}))");
  private static final Pattern SIZE = Pattern.compile("[0-9]+");

  /** A value of the dictionary, and where in the file it stands. */
  private record Entry(String text, int offset) {}

  /** {@return whether a file begins as an uncompressed one does} */
  static boolean isPlain(byte[] start) {
    return start.length >= MAGIC.length
        && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  static NpyHeader read(DataFile file, ContentReader reader) {
    byte[] start = new byte[LENGTH_OFFSET];
    int present = reader.read(start, 0, start.length);
    if (!isPlain(start)) {
      boolean isGzip = present > 1 && start[0] == 0x1F && start[1] == (byte) 0x8B;
      throw file.refusal(
          0,
          present == 0
              ? "the end"
              : isGzip ? "a gzip file, whose name must end in .gz" : "another kind of file",
          "the magic number of an npy file, 0x93 NUMPY");
    }
    int version = start[VERSION_OFFSET];
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    if (present == start.length && (version < 1 || version > 3)) {
      throw file.refusal(VERSION_OFFSET, "version " + (version & 0xFF), "version 1, 2 or 3");
    }
    ByteBuffer length = ByteBuffer.wrap(readAll(file, reader, lengthBytes, LENGTH_OFFSET));
    length.order(ByteOrder.LITTLE_ENDIAN);
    long textBytes =
        version == 1
            ? Short.toUnsignedLong(length.getShort())
            : Integer.toUnsignedLong(length.getInt());
    if (textBytes > MOST_BYTES) {
      throw file.refusal(
          LENGTH_OFFSET, "a header of " + textBytes + " bytes", "at most " + MOST_BYTES);
    }
    int from = LENGTH_OFFSET + lengthBytes;
    String text =
        new String(readAll(file, reader, (int) textBytes, from), StandardCharsets.ISO_8859_1);
    return of(file, entries(file, text, from), from, from + (int) textBytes);
  }

  private static byte[] readAll(DataFile file, ContentReader reader, int count, int from) {
    byte[] bytes = new byte[count];
    int present = reader.read(bytes, 0, count);
    if (present < count) {
      throw file.refusal(from + present, "the end", "more of the header");
    }
    return bytes;
  }

  private static Map<String, Entry> entries(DataFile file, String text, int from) {
    if (!text.startsWith("{")) {
      throw file.refusal(from, quoted(text), EXPECTED);
    }
    Map<String, Entry> entries = new HashMap<>();
    Matcher matcher = ENTRY.matcher(text);
    int at = 1;
    while (matcher.region(at, text.length()).lookingAt()) {
      String key = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      entries.put(key, new Entry(matcher.group(3), from + matcher.start(3)));
      at = matcher.end();
    }
    String rest = text.substring(at).strip();
    if (!rest.equals("}")) {
      throw file.refusal(from + at, quoted(rest), EXPECTED);
    }
    if (entries.size() > 3) {
      throw file.refusal(
          from, "a header with the keys " + quoted(String.join(", ", sorted(entries))), EXPECTED);
    }
    return entries;
  }

  private static Entry required(DataFile file, Map<String, Entry> entries, String key, int from) {
    Entry entry = entries.get(key);
    if (entry == null) {
      throw file.refusal(from, "a header without '" + key + "'", EXPECTED);
    }
    return entry;
  }

  private static List<String> sorted(Map<String, Entry> entries) {
    return entries.keySet().stream().sorted().toList();
  }

  private static NpyHeader of(DataFile file, Map<String, Entry> entries, int from, int bytes) {
    Entry descr = required(file, entries, TYPE, from);
    NpyType type = NpyType.of(unquoted(descr.text));
    if (type.isBigEndian()) {
      throw file.refusal(
          descr.offset,
          "big-endian " + type,
          "little-endian numbers: numpy.save(file, a.astype(a.dtype.newbyteorder('<')))");
    }
    Entry shape = required(file, entries, SHAPE, from);
    List<Integer> sizes = sizes(file, shape);
    Entry order = required(file, entries, ORDER, from);
    if (!order.text.equals("False") && sizes.size() > 1) {
      throw file.refusal(
          order.offset,
          "numbers in Fortran order",
          "C order: numpy.save(file, numpy.ascontiguousarray(a))");
    }
    return new NpyHeader(bytes, type, descr.offset, sizes, shape.offset);
  }

  private static List<Integer> sizes(DataFile file, Entry shape) {
    if (!shape.text.startsWith("(")) {
      throw file.refusal(shape.offset, "shape " + quoted(shape.text), "a tuple of whole numbers");
    }
    List<Integer> sizes = new ArrayList<>();
    Matcher matcher = SIZE.matcher(shape.text);
    while (matcher.find()) {
      try {
        sizes.add(Integer.valueOf(matcher.group()));
      } catch (NumberFormatException e) {
        throw file.refusal(
            shape.offset + matcher.start(),
            quoted(matcher.group()),
            "at most " + Integer.MAX_VALUE);
      }
    }
    return List.copyOf(sizes);
  }

  /** {@return the shape as Python writes it, or in words if it is long} */
  String tuple() {
    if (shape.size() > MOST_SIZES_IN_MESSAGE) {
      return "of " + shape.size() + " dimensions";
    }
    String sizes = String.join(", ", shape.stream().map(String::valueOf).toList());
    return "(" + sizes + (shape.size() == 1 ? ",)" : ")");
  }

  private static String unquoted(String text) {
    return text.startsWith("[") || text.length() < 2 ? text : text.substring(1, text.length() - 1);
  }

  private static String quoted(String text) {
    return TextProblems.quoted(text);
  }
}
