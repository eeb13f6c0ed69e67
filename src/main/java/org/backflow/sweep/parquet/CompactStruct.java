package org.backflow.sweep.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A struct in the compact protocol of Apache Thrift, which the metadata of Parquet is written in.
 * Fields are added in ascending order of their numbers.
 */
final class CompactStruct {
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int SHORT_LIST = 15;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int lastField;

  CompactStruct i32(int field, int value) {
    header(field, I32);
    varint(bytes, zigzag(value));
    return this;
  }

  CompactStruct i64(int field, long value) {
    header(field, I64);
    varint(bytes, zigzag(value));
    return this;
  }

  CompactStruct text(int field, String value) {
    header(field, BINARY);
    binary(value);
    return this;
  }

  CompactStruct struct(int field, CompactStruct value) {
    header(field, STRUCT);
    bytes.writeBytes(value.toBytes());
    return this;
  }

  CompactStruct structs(int field, List<CompactStruct> values) {
    list(field, STRUCT, values.size());
    values.forEach(value -> bytes.writeBytes(value.toBytes()));
    return this;
  }

  CompactStruct i32s(int field, List<Integer> values) {
    list(field, I32, values.size());
    values.forEach(value -> varint(bytes, zigzag(value)));
    return this;
  }

  CompactStruct texts(int field, List<String> values) {
    list(field, BINARY, values.size());
    values.forEach(this::binary);
    return this;
  }

  /** Returns the struct with its end. */
  byte[] toBytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(bytes.toByteArray());
    whole.write(0);
    return whole.toByteArray();
  }

  private void header(int field, int type) {
    int delta = field - lastField;
    if (delta < 1 || delta > 15) {
      throw new IllegalArgumentException("field " + field + " after field " + lastField);
    }
    bytes.write(delta << 4 | type);
    lastField = field;
  }

  private void list(int field, int type, int size) {
    header(field, LIST);
    if (size < SHORT_LIST) {
      bytes.write(size << 4 | type);
    } else {
      bytes.write(SHORT_LIST << 4 | type);
      varint(bytes, size);
    }
  }

  private void binary(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    varint(bytes, utf8.length);
    bytes.writeBytes(utf8);
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  /** Writes seven bits a byte, the lowest first. */
  static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
