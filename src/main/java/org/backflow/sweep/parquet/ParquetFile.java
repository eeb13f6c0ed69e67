package org.backflow.sweep.parquet;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a flat table as a Parquet file of version 1 (<a
 * href="https://parquet.apache.org/docs/file-format/">parquet.apache.org/docs/file-format</a>): a
 * row group for every {@value #ROWS} rows, so that no more than those are held. The same rows give
 * the same bytes.
 */
public final class ParquetFile implements Closeable {

  /** The rows of a row group. */
  public static final int ROWS = 8192;

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int OPTIONAL = 1;
  private static final int UTF8 = 0;

  private final OutputStream out;
  private final List<ParquetColumn> columns;
  private final String writer;
  private final List<CompactStruct> rowGroups = new ArrayList<>();
  private List<ColumnChunk> chunks = List.of();
  private int rowsInGroup;
  private long rows;
  private long offset;

  /**
   * Begins a file.
   *
   * @param out closed with this
   * @param writer who writes it, for the metadata
   */
  public ParquetFile(OutputStream out, List<ParquetColumn> columns, String writer)
      throws IOException {
    this.out = out;
    this.columns = List.copyOf(columns);
    this.writer = writer;
    write(MAGIC);
    beginGroup();
  }

  private void beginGroup() {
    chunks = columns.stream().map(ColumnChunk::new).toList();
    rowsInGroup = 0;
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column, null where there is nothing
   */
  public void add(List<@Nullable Object> cells) throws IOException {
    for (int i = 0; i < chunks.size(); i++) {
      chunks.get(i).add(cells.get(i));
    }
    rowsInGroup++;
    if (rowsInGroup == ROWS) {
      endGroup();
    }
  }

  private void endGroup() throws IOException {
    if (rowsInGroup > 0) {
      List<CompactStruct> metadata = new ArrayList<>();
      long start = offset;
      for (ColumnChunk chunk : chunks) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        metadata.add(chunk.write(bytes, offset));
        write(bytes.toByteArray());
      }
      rowGroups.add(
          new CompactStruct().structs(1, metadata).i64(2, offset - start).i64(3, rowsInGroup));
      rows += rowsInGroup;
    }
    beginGroup();
  }

  /** Ends the file. */
  @Override
  public void close() throws IOException {
    try (out) {
      endGroup();
      byte[] footer =
          new CompactStruct()
              .i32(1, 1)
              .structs(2, schema())
              .i64(3, rows)
              .structs(4, rowGroups)
              .text(6, writer)
              .toBytes();
      write(footer);
      write(ColumnChunk.littleEndian(4).putInt(footer.length).array());
      write(MAGIC);
    }
  }

  private List<CompactStruct> schema() {
    List<CompactStruct> schema = new ArrayList<>();
    schema.add(new CompactStruct().text(4, "schema").i32(5, columns.size()));
    for (ParquetColumn column : columns) {
      CompactStruct element =
          new CompactStruct().i32(1, column.type().code()).i32(3, OPTIONAL).text(4, column.name());
      if (column.type() == ParquetColumn.Type.STRING) {
        element.i32(6, UTF8).struct(10, new CompactStruct().struct(1, new CompactStruct()));
      }
      schema.add(element);
    }
    return schema;
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    offset += bytes.length;
  }
}
