package org.backflow.accelerator.array;

import java.util.ArrayList;
import java.util.List;
import org.backflow.accelerator.ArrayShape;

/**
 * The output-stationary array, {@code os_array.sv}: every element keeps one sum of products.
 *
 * <p>Without overlap the sums themselves shift up and out, and no vector is taken meanwhile. With
 * it, the last product copies the sum into a second register, which drains while the next fold
 * accumulates.
 */
public final class OutputStationaryArray implements SystolicArray {

  private final int rows;
  private final int columns;
  private final WordWidths widths;
  private final boolean overlapDrain;
  private final Skew rowSkew;
  private final Skew columnSkew;
  private final Skew drainSkew;
  private Elements now;
  private Elements next;
  private int remaining;
  private Inputs inputs;

  /** The registers of all elements, row by row. */
  private static final class Elements {
    private final boolean[] valid;
    private final boolean[] first;
    private final boolean[] last;
    private final long[] a;
    private final long[] b;
    private final long[] sum;
    private final long[] result;

    Elements(int count) {
      valid = new boolean[count];
      first = new boolean[count];
      last = new boolean[count];
      a = new long[count];
      b = new long[count];
      sum = new long[count];
      result = new long[count];
    }
  }

  /** Creates an array after its reset. */
  public OutputStationaryArray(ArrayShape shape, WordWidths widths, boolean overlapDrain) {
    this.rows = shape.rows();
    this.columns = shape.columns();
    this.widths = widths;
    this.overlapDrain = overlapDrain;
    this.rowSkew = new Skew(rows, widths.a() + 3);
    this.columnSkew = new Skew(columns, widths.b());
    this.drainSkew = new Skew(columns, 1);
    int count = Math.toIntExact(shape.elements());
    this.inputs = Inputs.idle(shape);
    this.now = new Elements(count);
    this.next = new Elements(count);
  }

  @Override
  public ArrayShape shape() {
    return new ArrayShape(rows, columns);
  }

  @Override
  public void drive(Inputs inputs) {
    this.inputs = inputs;
    long token = (taken() ? 4 : 0) | (inputs.first() ? 2 : 0) | (inputs.last() ? 1 : 0);
    for (int r = 0; r < rows; r++) {
      long word = inputs.a().at(r) & ((1L << widths.a()) - 1);
      rowSkew.drive(r, token << widths.a() | word);
    }
    for (int c = 0; c < columns; c++) {
      columnSkew.drive(c, inputs.b().at(c));
      drainSkew.drive(c, draining() ? 1 : 0);
    }
  }

  @Override
  public boolean ready() {
    return overlapDrain ? !(inputs.last() && remaining > 1) : remaining == 0;
  }

  @Override
  public boolean weightReady() {
    return false;
  }

  @Override
  public boolean resultValid(int column) {
    return overlapDrain ? drainSkew.leaving(column) != 0 : draining();
  }

  @Override
  public long result(int column) {
    return drained()[column];
  }

  private boolean taken() {
    return inputs.valid() && ready();
  }

  private boolean draining() {
    return remaining != 0 && remaining <= rows;
  }

  private long[] drained() {
    return overlapDrain ? now.result : now.sum;
  }

  @Override
  public void clock() {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        clockElement(r, c);
      }
    }
    Elements written = next;
    next = now;
    now = written;

    if (taken() && inputs.last()) {
      remaining = overlapDrain ? 2 * rows - 1 : 2 * rows + columns - 2;
    } else if (remaining != 0) {
      remaining--;
    }
    rowSkew.clock();
    columnSkew.clock();
    drainSkew.clock();
  }

  private void clockElement(int r, int c) {
    int i = r * columns + c;
    long entering = rowSkew.leaving(r);
    long token = entering >>> widths.a();
    boolean valid = c == 0 ? (token & 4) != 0 : now.valid[i - 1];
    boolean first = c == 0 ? (token & 2) != 0 : now.first[i - 1];
    boolean last = c == 0 ? (token & 1) != 0 : now.last[i - 1];
    long a = c == 0 ? PortWords.signed(entering, widths.a()) : now.a[i - 1];
    long b = r == 0 ? columnSkew.leaving(c) : now.b[i - columns];
    long sum = PortWords.signed((first ? 0 : now.sum[i]) + a * b, widths.sum());
    long below = r == rows - 1 ? 0 : drained()[i + columns];
    boolean shift = resultValid(c);

    next.valid[i] = valid;
    next.first[i] = first;
    next.last[i] = last;
    next.a[i] = a;
    next.b[i] = b;
    if (overlapDrain) {
      next.sum[i] = valid ? sum : now.sum[i];
      next.result[i] = valid && last ? sum : shift ? below : now.result[i];
    } else {
      next.sum[i] = valid ? sum : shift ? below : now.sum[i];
    }
  }

  @Override
  public List<Signal> signals() {
    List<String> scope = List.of("u_array");
    List<Signal> signals = new ArrayList<>();
    signals.add(new Signal(scope, "valid_i", 1, 1, one -> inputs.valid() ? 1 : 0));
    signals.add(new Signal(scope, "ready_o", 1, 1, one -> ready() ? 1 : 0));
    signals.add(new Signal(scope, "a_i", rows, widths.a(), r -> inputs.a().at(r)));
    signals.add(new Signal(scope, "b_i", columns, widths.b(), c -> inputs.b().at(c)));
    signals.add(new Signal(scope, "result_valid_o", columns, 1, c -> resultValid(c) ? 1 : 0));
    signals.add(new Signal(scope, "result_o", columns, widths.sum(), this::result));
    int countBits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * rows + columns - 1) + 1;
    signals.add(new Signal(scope, "remaining_q", 1, countBits, one -> remaining));
    signals.addAll(rowSkew.signals(List.of("u_array", "u_skew_rows")));
    signals.addAll(columnSkew.signals(List.of("u_array", "u_skew_columns")));
    if (overlapDrain) {
      signals.addAll(drainSkew.signals(List.of("u_array", "g_skewed_drain", "u_skew_drain")));
    }
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        elementSignals(r, c, signals);
      }
    }
    return signals;
  }

  private void elementSignals(int r, int c, List<Signal> signals) {
    List<String> scope = List.of("u_array", "g_r[" + r + "]", "g_c[" + c + "]", "u_pe");
    int i = r * columns + c;
    signals.add(new Signal(scope, "valid_o", 1, 1, one -> now.valid[i] ? 1 : 0));
    signals.add(new Signal(scope, "first_o", 1, 1, one -> now.first[i] ? 1 : 0));
    signals.add(new Signal(scope, "last_o", 1, 1, one -> now.last[i] ? 1 : 0));
    signals.add(new Signal(scope, "a_o", 1, widths.a(), one -> now.a[i]));
    signals.add(new Signal(scope, "b_o", 1, widths.b(), one -> now.b[i]));
    signals.add(new Signal(scope, "sum_q", 1, widths.sum(), one -> now.sum[i]));
    signals.add(new Signal(scope, "result_o", 1, widths.sum(), one -> drained()[i]));
  }
}
