package org.backflow.sweep.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one column in one row group. Where few values repeat, they are written once, in a
 * dictionary; pages are not compressed further, since what a compressor makes of them depends on
 * its version.
 */
final class ColumnChunk {
  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int RLE_DICTIONARY = 8;
  private static final int DATA_PAGE = 0;
  private static final int DICTIONARY_PAGE = 2;
  private static final int UNCOMPRESSED = 0;

  /** A dictionary pays if every value in it is used that often, on average. */
  private static final int USES = 4;

  private final ParquetColumn column;
  private final List<Object> values = new ArrayList<>();
  private final List<Integer> present = new ArrayList<>();

  ColumnChunk(ParquetColumn column) {
    this.column = column;
  }

  void add(@Nullable Object cell) {
    present.add(cell == null ? 0 : 1);
    if (cell != null) {
      values.add(cell);
    }
  }

  /** Writes the pages and returns the metadata of the chunk, which starts at {@code offset}. */
  CompactStruct write(ByteArrayOutputStream out, long offset) {
    int before = out.size();
    Map<Object, Integer> dictionary = new LinkedHashMap<>();
    values.forEach(value -> dictionary.putIfAbsent(value, dictionary.size()));
    boolean isSmall = (long) dictionary.size() * USES <= values.size() && !values.isEmpty();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    byte[] levels = HybridRuns.of(1, present.stream().mapToInt(Integer::intValue).toArray());
    data.writeBytes(littleEndian(4).putInt(levels.length).array());
    data.writeBytes(levels);
    if (isSmall) {
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      dictionary.keySet().forEach(value -> plain(value, plain));
      CompactStruct header = new CompactStruct().i32(1, dictionary.size()).i32(2, PLAIN);
      page(out, pageHeader(DICTIONARY_PAGE, plain.size()).struct(7, header), plain);
      int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(dictionary.size() - 1));
      data.write(bits);
      data.writeBytes(
          HybridRuns.of(
              bits,
              values.stream().mapToInt(value -> dictionary.getOrDefault(value, 0)).toArray()));
    } else {
      values.forEach(value -> plain(value, data));
    }
    long dataOffset = offset + (out.size() - before);
    CompactStruct header =
        new CompactStruct()
            .i32(1, present.size())
            .i32(2, isSmall ? RLE_DICTIONARY : PLAIN)
            .i32(3, RLE)
            .i32(4, RLE);
    page(out, pageHeader(DATA_PAGE, data.size()).struct(5, header), data);
    int bytes = out.size() - before;
    CompactStruct metadata =
        new CompactStruct()
            .i32(1, column.type().code())
            .i32s(2, isSmall ? List.of(PLAIN, RLE, RLE_DICTIONARY) : List.of(PLAIN, RLE))
            .texts(3, List.of(column.name()))
            .i32(4, UNCOMPRESSED)
            .i64(5, present.size())
            .i64(6, bytes)
            .i64(7, bytes)
            .i64(9, dataOffset);
    if (isSmall) {
      metadata.i64(11, offset);
    }
    return new CompactStruct().i64(2, offset).struct(3, metadata);
  }

  private static CompactStruct pageHeader(int type, int bytes) {
    return new CompactStruct().i32(1, type).i32(2, bytes).i32(3, bytes);
  }

  private static void page(
      ByteArrayOutputStream out, CompactStruct header, ByteArrayOutputStream content) {
    out.writeBytes(header.toBytes());
    out.writeBytes(content.toByteArray());
  }

  private void plain(Object value, ByteArrayOutputStream out) {
    switch (column.type()) {
      case INT64 -> out.writeBytes(littleEndian(8).putLong((Long) value).array());
      case DOUBLE -> out.writeBytes(littleEndian(8).putDouble((Double) value).array());
      case STRING -> {
        byte[] utf8 = ((String) value).getBytes(StandardCharsets.UTF_8);
        out.writeBytes(littleEndian(4).putInt(utf8.length).array());
        out.writeBytes(utf8);
      }
    }
  }

  static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
