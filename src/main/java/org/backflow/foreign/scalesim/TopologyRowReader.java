package org.backflow.foreign.scalesim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backflow.files.TextProblems;

/** Reads one row of a topology file, or says what is wrong with it. */
final class TopologyRowReader {

  private static final Pattern RATIO = Pattern.compile("(\\d{1,6})\\s*:\\s*(\\d{1,6})");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");

  private final TextProblems problems;
  private final TopologyRemarks remarks;
  private final TopologyHeader header;
  private final TopologyRow row;
  private boolean sound = true;

  TopologyRowReader(
      TopologyHeader header, TopologyRow row, TextProblems problems, TopologyRemarks remarks) {
    this.header = header;
    this.row = row;
    this.problems = problems;
    this.remarks = remarks;
  }

  /** Returns the layers of the row, or nothing when it is refused. */
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
    refuseSurplus(header.tableWidth());
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
      int behind = header.position(TopologyColumn.STRIDE).orElseThrow() + 1;
      boolean second = !header.hasName(behind) && isNumber(behind);
      strideWidth = second ? number(behind, TopologyColumn.STRIDE) : strideHeight;
      if (second) {
        remarks.addStrideAcross(row.line(), name, cell(behind));
      }
      refuseSurplus(Math.max(header.tableWidth(), behind + (second ? 1 : 0)));
    } else {
      strideHeight = number(TopologyColumn.STRIDE_HEIGHT);
      strideWidth = number(TopologyColumn.STRIDE_WIDTH);
      refuseSurplus(header.tableWidth());
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
    for (int channel = 0; channel < channels && channel <= TopologyFile.MOST_LAYERS; channel++) {
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

  /**
   * Refuses cells that continue the table from {@code width} on. What stands apart, after an empty
   * cell, or below a column that is a note, is beside the table.
   */
  private void refuseSurplus(int width) {
    boolean apart = false;
    for (int position = width; position < row.cells().size(); position++) {
      if (cell(position).startsWith("#")) {
        return;
      }
      if (cell(position).isEmpty()) {
        apart = true;
      } else if (apart && !header.hasName(position)) {
        remarks.addBeside(row.line());
        return;
      } else if (!header.hasName(position)) {
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
