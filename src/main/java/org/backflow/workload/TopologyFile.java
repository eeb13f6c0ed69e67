package org.backflow.workload;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backflow.configuration.TextFile;
import org.backflow.configuration.TextProblems;

/**
 * Reads the topology files of SCALE-Sim (scalesim-project/scale-sim-v2 and -v3): CSV with a header
 * {@code Layer, M, N, K} or {@code Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter
 * Width, Channels, Num Filter, Strides}, in either case with {@code Sparsity}, n:m, if wished.
 *
 * <p>Columns are known by their names, in any order and case. Spaces, blank lines, a comma at the
 * end of a line or none, any line ends, a byte order mark, lines that begin with {@code #} and a
 * last cell that does are accepted. Strides may be two columns, {@code Stride Height} and {@code
 * Stride Width}, or two cells under {@code Strides}. A convolution whose name holds {@code DP} is
 * depthwise, as the peer has it: a layer of one channel for each of its channels.
 */
public final class TopologyFile {

  /** What the names of the files end in. */
  public static final String EXTENSION = ".csv";

  private static final int MOST_LAYERS = 100_000;
  private static final Pattern RATIO = Pattern.compile("(\\d{1,6})\\s*:\\s*(\\d{1,6})");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");

  private final TextFile file;
  private final TextProblems problems;

  private TopologyFile(TextFile file) {
    this.file = file;
    this.problems = file.problems();
  }

  /**
   * Reads a file.
   *
   * @throws org.backflow.configuration.ConfigurationException with all problems, each at its line
   *     and column
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
   * @throws org.backflow.configuration.ConfigurationException as {@link #read} does
   */
  public static Topology parse(String name, TextFile file) {
    TopologyFile reader = new TopologyFile(file);
    List<TopologyLayer> layers = reader.layers();
    reader.problems.throwIfAny();
    return new Topology(name, layers);
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
    Optional<TopologyHeader> header = TopologyHeader.read(rows.get(0), problems);
    if (header.isPresent()) {
      for (TopologyRow row : rows.subList(1, rows.size())) {
        new RowReader(header.get(), row).read().ifPresent(layers::addAll);
      }
      if (rows.size() == 1) {
        problems.add(rows.get(0).line() + 1, 1, "the end of the file", "a row for each layer");
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

  /** Reads one row, or says what is wrong with it. */
  private final class RowReader {
    private final TopologyHeader header;
    private final TopologyRow row;
    private boolean sound = true;

    RowReader(TopologyHeader header, TopologyRow row) {
      this.header = header;
      this.row = row;
    }

    Optional<List<TopologyLayer>> read() {
      String name = text(TopologyColumn.NAME).orElse("");
      if (name.isEmpty()) {
        refuse(0, "a layer without a name", "a name");
      }
      Sparsity sparsity = sparsity();
      try {
        List<TopologyLayer> layers =
            header.describesConvolutions()
                ? convolutions(name, sparsity)
                : List.of(product(name, sparsity));
        return sound ? Optional.of(layers) : Optional.empty();
      } catch (IllegalArgumentException e) {
        // A cell that could not be read is refused already, and stands as 1 here.
        if (sound) {
          problems.add(row.line(), 1, "the row of " + name, "a layer; " + e.getMessage());
        }
        return Optional.empty();
      }
    }

    private TopologyLayer product(String name, Sparsity sparsity) {
      refuseSurplus(header.width());
      return new ProductLayer(
          name,
          number(TopologyColumn.ROWS),
          number(TopologyColumn.COLUMNS),
          number(TopologyColumn.SUMS),
          sparsity);
    }

    private List<TopologyLayer> convolutions(String name, Sparsity sparsity) {
      int channels = number(TopologyColumn.CHANNELS);
      boolean depthwise = name.contains("DP");
      int strideHeight;
      int strideWidth;
      if (header.position(TopologyColumn.STRIDE).isPresent()) {
        strideHeight = number(TopologyColumn.STRIDE);
        boolean second = isNumber(header.width());
        strideWidth = second ? number(header.width(), TopologyColumn.STRIDE) : strideHeight;
        refuseSurplus(header.width() + (second ? 1 : 0));
      } else {
        strideHeight = number(TopologyColumn.STRIDE_HEIGHT);
        strideWidth = number(TopologyColumn.STRIDE_WIDTH);
        refuseSurplus(header.width());
      }
      ConvolutionLayer whole =
          new ConvolutionLayer(
              name,
              number(TopologyColumn.INPUT_HEIGHT),
              number(TopologyColumn.INPUT_WIDTH),
              number(TopologyColumn.FILTER_HEIGHT),
              number(TopologyColumn.FILTER_WIDTH),
              depthwise ? 1 : channels,
              number(TopologyColumn.FILTERS),
              strideHeight,
              strideWidth,
              sparsity);
      if (!depthwise) {
        return List.of(whole);
      }
      List<TopologyLayer> layers = new ArrayList<>();
      for (int channel = 0; channel < channels && channel <= MOST_LAYERS; channel++) {
        layers.add(whole.named(name + "Channel_" + channel));
      }
      return layers;
    }

    private Sparsity sparsity() {
      Optional<Integer> position = header.position(TopologyColumn.SPARSITY);
      Optional<String> text = text(TopologyColumn.SPARSITY).filter(cell -> !cell.isEmpty());
      if (position.isEmpty() || text.isEmpty()) {
        return Sparsity.DENSE;
      }
      Matcher ratio = RATIO.matcher(text.get());
      try {
        if (ratio.matches()) {
          return new Sparsity(Integer.parseInt(ratio.group(1)), Integer.parseInt(ratio.group(2)));
        }
      } catch (IllegalArgumentException e) {
        refuse(position.get(), TextProblems.quoted(text.get()), "n:m with 1 <= n <= m");
        return Sparsity.DENSE;
      }
      refuse(position.get(), TextProblems.quoted(text.get()), "a sparsity n:m, as in 2:4");
      return Sparsity.DENSE;
    }

    private Optional<String> text(TopologyColumn column) {
      return header.position(column).filter(p -> p < row.cells().size()).map(this::cell);
    }

    private String cell(int position) {
      return row.cells().get(position).strip();
    }

    private boolean isNumber(int position) {
      return position < row.cells().size() && NUMBER.matcher(cell(position)).matches();
    }

    private int number(TopologyColumn column) {
      return number(header.position(column).orElseThrow(), column);
    }

    private int number(int position, TopologyColumn column) {
      if (position >= row.cells().size()) {
        return refuse(position, "the row ends", "a number for '" + column.label() + "'");
      }
      String text = cell(position);
      if (isNumber(position)) {
        long value = Long.parseLong(text);
        if (value >= 1 && value <= Integer.MAX_VALUE) {
          return (int) value;
        }
      }
      return refuse(
          position,
          "'" + column.label() + "' is " + TextProblems.quoted(text),
          "a whole number from 1 to " + Integer.MAX_VALUE);
    }

    private void refuseSurplus(int width) {
      for (int position = width; position < row.cells().size(); position++) {
        if (cell(position).startsWith("#")) {
          return;
        }
        if (!cell(position).isEmpty()) {
          refuse(
              position,
              TextProblems.quoted(cell(position)) + " beyond the last column of the header",
              "the end of the row");
        }
      }
    }

    /** Refuses a cell; returns a number to go on with. */
    private int refuse(int position, String found, String expected) {
      problems.add(row.line(), row.column(position), found, expected);
      sound = false;
      return 1;
    }
  }
}
