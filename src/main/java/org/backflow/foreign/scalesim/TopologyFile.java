package org.backflow.foreign.scalesim;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backflow.files.TextFile;
import org.backflow.files.TextProblems;

/**
 * Reads the topology files of SCALE-Sim (scalesim-project/scale-sim-v2 and -v3): CSV with a header
 * {@code Layer, M, N, K} or {@code Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter
 * Width, Channels, Num Filter, Strides}, in either case with {@code Sparsity}, n:m, if wished.
 *
 * <p>Columns are known by their names, in any order and case. Spaces of any kind, blank lines, a
 * comma at the end of a line or none, any line ends, a byte order mark, lines that begin with
 * {@code #} and a last cell that does are accepted. Strides may be two columns, {@code Stride
 * Height} and {@code Stride Width}, or two cells under {@code Strides}. A convolution whose name
 * holds {@code DP} is depthwise, as the peer has it: a layer of one channel for each of its
 * channels.
 *
 * <p>What people keep in these files besides has no effect and is named in the remarks of the
 * topology: rows that only name a section, columns and cells beside the table, a batch. A header
 * that says {@code IFMAP Width} twice and {@code IFMAP Height} never means the height first.
 */
public final class TopologyFile {

  /** What the names of the files end in. */
  public static final String EXTENSION = ".csv";

  /** The most layers of a file. */
  static final int MOST_LAYERS = 100_000;

  private final TextFile file;
  private final TextProblems problems;
  private final TopologyRemarks remarks;

  private TopologyFile(TextFile file) {
    this.file = file.withPlainSpaces();
    this.problems = file.problems();
    this.remarks = new TopologyRemarks(file.path());
  }

  /**
   * Reads a file.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException with all problems, each at its
   *     line and column
   */
  public static Topology read(Path path) {
    String name = String.valueOf(path.getFileName());
    return parse(
        name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name,
        TextFile.read(path, EXTENSION));
  }

  /**
   * Reads a text.
   *
   * @param name the name of the topology
   * @throws org.backflow.configuration.tree.ConfigurationException as {@link #read} does
   */
  public static Topology parse(String name, TextFile file) {
    TopologyFile reader = new TopologyFile(file);
    List<TopologyLayer> layers = reader.layers();
    reader.problems.throwIfAny();
    return new Topology(name, layers, reader.remarks.all());
  }

  private List<TopologyLayer> layers() {
    List<TopologyRow> rows = rows();
    if (rows.isEmpty()) {
      if (problems.isEmpty()) {
        problems.add(0, 0, "is empty", "a header and a row for each layer");
      }
      return List.of();
    }
    List<TopologyLayer> layers = new ArrayList<>();
    Optional<TopologyHeader> header = TopologyHeader.read(rows.get(0), problems, remarks);
    if (header.isPresent()) {
      int line = rows.get(0).line();
      boolean described = false;
      for (TopologyRow row : rows.subList(1, rows.size())) {
        line = row.line();
        if (row.onlyNames()) {
          remarks.addSection(line, row.cells().get(0).strip());
        } else {
          described = true;
          new TopologyRowReader(header.get(), row, problems, remarks)
              .read()
              .ifPresent(layers::addAll);
        }
      }
      if (!described) {
        problems.add(line + 1, 1, "the end of the file", "a row for each layer");
      }
      if (layers.size() > MOST_LAYERS) {
        problems.add(0, 0, "has " + layers.size() + " layers", "at most " + MOST_LAYERS);
      }
    }
    return layers;
  }

  private List<TopologyRow> rows() {
    List<String> lines = file.lines();
    List<TopologyRow> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .trimWhitespacesAroundQuotes(true)
            .allowUnclosedQuote(false)
            .ofCsvRecord(file.text())) {
      for (CsvRecord record : records) {
        int line = Math.toIntExact(record.getStartingLineNumber());
        TopologyRow row = new TopologyRow(line, lines.get(line - 1), record.getFields());
        if (!row.isEmpty()) {
          rows.add(row);
        }
      }
    } catch (CsvParseException e) {
      problems.add(0, 0, "is not CSV (" + e.getMessage() + ")", "cells separated by commas");
      return List.of();
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException("reading from a text", impossible);
    }
    return rows;
  }
}
