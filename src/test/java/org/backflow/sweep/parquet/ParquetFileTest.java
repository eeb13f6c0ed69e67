package org.backflow.sweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.backflow.random.RandomStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read by the reference implementation in Java. */
final class ParquetFileTest {
  private static final List<ParquetColumn> COLUMNS =
      List.of(
          new ParquetColumn("whole", ParquetColumn.Type.INT64),
          new ParquetColumn("number", ParquetColumn.Type.DOUBLE),
          new ParquetColumn("text", ParquetColumn.Type.STRING),
          new ParquetColumn("few.texts", ParquetColumn.Type.STRING),
          new ParquetColumn("always missing", ParquetColumn.Type.DOUBLE),
          new ParquetColumn("runs", ParquetColumn.Type.INT64));

  @TempDir private Path folder;

  private static List<List<@Nullable Object>> random(int rows) {
    RandomStream random = RandomStream.of(rows, "parquet");
    List<List<@Nullable Object>> table = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      table.add(
          Arrays.asList(
              random.nextInt(10) == 0 ? null : random.nextLong(),
              random.nextInt(3) == 0 ? null : random.nextGaussian(),
              random.nextInt(5) == 0 ? null : "é" + random.nextInt(1_000_000),
              random.nextInt(2) == 0 ? "one-hot" : "text " + random.nextInt(9),
              null,
              (long) (row / 37)));
    }
    return table;
  }

  private static void write(Path file, List<List<@Nullable Object>> rows) throws IOException {
    try (ParquetFile out = new ParquetFile(Files.newOutputStream(file), COLUMNS, "test")) {
      for (List<@Nullable Object> row : rows) {
        out.add(row);
      }
    }
  }

  private static List<List<@Nullable Object>> read(Path file) throws IOException {
    Hydrator<@Nullable Object[], List<@Nullable Object>, String[]> cells =
        new Hydrator<>() {
          @Override
          public @Nullable Object[] start() {
            return new @Nullable Object[COLUMNS.size()];
          }

          @Override
          public @Nullable Object[] add(
              @Nullable Object[] target, String[] path, @Nullable Object value) {
            for (int i = 0; i < COLUMNS.size(); i++) {
              if (COLUMNS.get(i).name().equals(path[0])) {
                target[i] = value;
              }
            }
            return target;
          }

          @Override
          public List<@Nullable Object> finish(@Nullable Object[] target) {
            return Collections.unmodifiableList(Arrays.asList(target));
          }
        };
    try (Stream<List<@Nullable Object>> rows = ParquetReader.streamContent(file.toFile(), cells)) {
      return rows.toList();
    }
  }

  @Test
  void rows_ofEverySizeOfFile_areReadBackByTheReferenceImplementation() throws IOException {
    for (int rows : List.of(0, 1, 7, 8, 9, 1000, 2 * ParquetFile.ROWS + 5)) {
      Path file = folder.resolve(rows + ".parquet");
      List<List<@Nullable Object>> table = random(rows);
      write(file, table);
      assertThat(read(file)).as("%d rows", rows).isEqualTo(table);
    }
  }

  @Test
  void sameRows_giveTheSameBytes_andFewValuesTakeLittleRoom() throws IOException {
    List<List<@Nullable Object>> table = random(5000);
    write(folder.resolve("one"), table);
    write(folder.resolve("two"), table);
    assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("two"));
    table.forEach(row -> Collections.fill(row, null));
    write(folder.resolve("empty"), table);
    assertThat(Files.size(folder.resolve("empty"))).isLessThan(1500);
  }
}
