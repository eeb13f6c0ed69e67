package org.backflow.sweep;

import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.text;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.files.AtomicFile;
import org.backflow.files.Json;
import org.backflow.sweep.parquet.ParquetColumn;
import org.backflow.sweep.parquet.ParquetFile;

/**
 * The folder of a sweep. While it runs, {@code results.partial.csv} holds the points in the order
 * in which they came; in the end {@code results.csv} and {@code results.parquet} hold them in their
 * order and {@code sweep.json} says what they are, each written whole or not at all. Where networks
 * are trained, {@code networks.partial} holds those whose points are not done yet.
 *
 * @param path the folder
 * @param toolVersion another version of Backflow may come to other figures
 */
public record SweepFolder(Path path, String toolVersion) {
  private static final String PARTIAL = "results.partial.csv";
  private static final String NETWORKS = "networks.partial";
  private static final String CSV = "results.csv";
  private static final String PARQUET = "results.parquet";
  private static final String DESCRIPTION = "sweep.json";

  /** Returns whether a sweep was interrupted here that had done a point. */
  public boolean hasPartialResults() {
    return Journal.hasRows(path.resolve(PARTIAL));
  }

  /** {@return the refusal of an interrupted sweep of which nobody says what becomes of it} */
  public SweepFolderException undecided() {
    return new SweepFolderException(
        path + " holds an interrupted sweep; expected --resume or --restart");
  }

  /** Discards what an interrupted or a finished sweep left. */
  public void discard() {
    checkpoints().delete();
    try {
      for (String name : List.of(PARTIAL, DESCRIPTION)) {
        Files.deleteIfExists(path.resolve(name));
      }
    } catch (IOException e) {
      throw new SweepFolderException(path + " cannot be emptied", e);
    }
  }

  /** Returns what became of the points of {@code sweep}, if it is finished here. */
  public Optional<SweepCounts> finished(Sweep sweep) {
    Path file = path.resolve(DESCRIPTION);
    if (hasPartialResults() || !Files.exists(file) || !Files.exists(path.resolve(CSV))) {
      return Optional.empty();
    }
    return Configuration.readJson(file).bind(map -> finished(map, sweep));
  }

  private Optional<SweepCounts> finished(ConfigurationMap map, Sweep sweep) {
    String fingerprint = map.required("fingerprint", text());
    SweepCounts counts =
        new SweepCounts(
            map.required("points", integer(0, Integer.MAX_VALUE)),
            map.required("done", integer(0, Integer.MAX_VALUE)),
            map.required("failed", integer(0, Integer.MAX_VALUE)),
            map.required("dropped", listOf(mapOf(SweepFolder::dropped))));
    map.ignoreOtherKeys();
    if (!fingerprint.equals(fingerprint(sweep))) {
      return Optional.empty();
    }
    if (counts.points() != sweep.size()) {
      throw map.refusal("points", "those of the sweep, " + sweep.size());
    }
    if (counts.dropped().size() != sweep.constraints().size()) {
      throw map.refusal(
          "dropped", "one for each of " + sweep.constraints().size() + " constraints");
    }
    return Optional.of(counts);
  }

  private static int dropped(ConfigurationMap map) {
    int points = map.required("points", integer(0, Integer.MAX_VALUE));
    map.ignoreOtherKeys();
    return points;
  }

  private String fingerprint(Sweep sweep) {
    return sweep.fingerprint(toolVersion);
  }

  /** Returns where the networks are that are being trained. */
  NetworkCheckpoints checkpoints() {
    return new NetworkCheckpoints(path.resolve(NETWORKS), toolVersion);
  }

  Journal journal(Sweep sweep) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new SweepFolderException(path + " cannot be made", e);
    }
    if (!hasPartialResults()) {
      // What is left of a sweep that was stopped before its first point, perhaps another one.
      deletePartialResults();
    }
    return Journal.open(path.resolve(PARTIAL), fingerprint(sweep), sweep.columns(), sweep.size());
  }

  /** Writes the final files from a journal that has every point, and deletes it. */
  SweepCounts finish(Sweep sweep, Journal journal) {
    Columns columns = sweep.columns();
    CsvRows rows = new CsvRows(columns);
    int[] counts = new int[2];
    int[] dropped = new int[sweep.constraints().size()];
    write(
        CSV,
        csv ->
            write(
                PARQUET,
                parquet -> {
                  try (Writer lines =
                          new BufferedWriter(new OutputStreamWriter(csv, StandardCharsets.UTF_8));
                      ParquetFile table =
                          new ParquetFile(
                              new BufferedOutputStream(parquet, 1 << 16),
                              columns.all().stream().map(SweepFolder::parquet).toList(),
                              "backflow " + toolVersion)) {
                    lines.write(rows.header());
                    journal.inOrder(
                        entry -> {
                          Row row = entry.row();
                          if (row.isDropped()) {
                            dropped[Integer.parseInt(row.text(Columns.MESSAGE))]++;
                            return;
                          }
                          counts[row.isDone() ? 0 : 1]++;
                          try {
                            lines.write(entry.line());
                            table.add(row.cells());
                          } catch (IOException e) {
                            throw new UncheckedIOException(e);
                          }
                        });
                  } catch (UncheckedIOException e) {
                    throw e.getCause();
                  }
                }));
    SweepCounts all =
        new SweepCounts(
            sweep.size(), counts[0], counts[1], Arrays.stream(dropped).boxed().toList());
    String description = description(sweep, all);
    write(DESCRIPTION, json -> json.write(description.getBytes(StandardCharsets.UTF_8)));
    journal.close();
    deletePartialResults();
    checkpoints().delete();
    return all;
  }

  private void deletePartialResults() {
    try {
      Files.deleteIfExists(path.resolve(PARTIAL));
    } catch (IOException e) {
      throw new SweepFolderException(path.resolve(PARTIAL) + " cannot be deleted", e);
    }
  }

  private static ParquetColumn parquet(Column column) {
    return new ParquetColumn(
        column.name(),
        switch (column.kind()) {
          case TEXT -> ParquetColumn.Type.STRING;
          case BITS, COUNT -> ParquetColumn.Type.INT64;
          default -> ParquetColumn.Type.DOUBLE;
        });
  }

  private String description(Sweep sweep, SweepCounts counts) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", sweep.name());
    tree.put("description", sweep.description());
    tree.put("backflow", toolVersion);
    tree.put("fingerprint", fingerprint(sweep));
    tree.put("train", sweep.train());
    tree.put("points", counts.points());
    tree.put("done", counts.done());
    tree.put("failed", counts.failed());
    List<Map<String, Object>> dropped = new ArrayList<>();
    for (int i = 0; i < counts.dropped().size(); i++) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("constraint", sweep.constraints().get(i));
      entry.put("points", counts.dropped().get(i));
      dropped.add(entry);
    }
    tree.put("dropped", dropped);
    List<Map<String, Object>> columns = new ArrayList<>();
    for (Column column : sweep.columns().all()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", column.name());
      entry.put("unit", column.unit());
      entry.put("meaning", column.meaning());
      columns.add(entry);
    }
    tree.put("columns", columns);
    return Json.write(tree);
  }

  private void write(String name, AtomicFile.Content content) {
    Path file = path.resolve(name);
    try {
      AtomicFile.write(file, content);
    } catch (IOException e) {
      throw new SweepFolderException(file + " cannot be written", e);
    }
  }

  /**
   * Gives every row of the finished results to {@code taker}, in the order of the points; fit for
   * readers of a few columns.
   */
  public void read(Sweep sweep, Consumer<Row> taker) {
    new ResultsTable(path.resolve(CSV), sweep.columns()).read(taker);
  }

  /** Gives the same, read on all cores for readers of most columns. */
  void readWhole(Sweep sweep, Consumer<Row> taker) {
    new ResultsTable(path.resolve(CSV), sweep.columns()).readWhole(taker);
  }
}
