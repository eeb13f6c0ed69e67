package org.backflow.accelerator.array;

import java.util.ArrayList;
import java.util.List;
import org.backflow.accelerator.ArrayShape;

/**
 * The weight-stationary array, {@code ws_array.sv}: every element keeps one weight. With the
 * operands exchanged it is the input-stationary array.
 *
 * <p>Weights come down the columns, the last row of a fold first. With a double buffer, the first
 * vector of a fold switches each element that it passes to the weight that has been shifted in, and
 * the next weights follow behind it. Without an output register the sum of the bottom row is on the
 * port in the cycle in which it is formed.
 */
public final class WeightStationaryArray implements SystolicArray {

  private final int rows;
  private final int columns;
  private final WordWidths widths;
  private final boolean doubleBuffer;
  private final boolean outputRegister;
  private final Skew loadSkew;
  private final Skew rowSkew;
  private final Skew validSkew;
  private Elements now;
  private Elements next;
  private int loaded;
  private int wait;

  /** Whether a vector was taken 1, 2, ... cycles ago. */
  private final boolean[] flight;

  private Inputs inputs;

  /** The registers of all elements, row by row. */
  private static final class Elements {
    private final long[] loaded;
    private final long[] active;
    private final boolean[] first;
    private final long[] a;
    private final long[] sum;

    Elements(int count) {
      loaded = new long[count];
      active = new long[count];
      first = new boolean[count];
      a = new long[count];
      sum = new long[count];
    }
  }

  /** Creates an array after its reset. */
  public WeightStationaryArray(
      ArrayShape shape, WordWidths widths, boolean doubleBuffer, boolean outputRegister) {
    this.rows = shape.rows();
    this.columns = shape.columns();
    this.widths = widths;
    this.doubleBuffer = doubleBuffer;
    this.outputRegister = outputRegister;
    this.loadSkew = new Skew(columns, widths.b() + 1);
    this.rowSkew = new Skew(rows, widths.a() + 1);
    this.validSkew = new Skew(columns, 1);
    this.flight = new boolean[outputRegister ? rows : rows - 1];
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
    long load = weightTaken() ? 1L << widths.b() : 0;
    for (int c = 0; c < columns; c++) {
      loadSkew.drive(c, load | (inputs.b().at(c) & ((1L << widths.b()) - 1)));
      validSkew.drive(c, (flight.length == 0 ? taken() : flight[flight.length - 1]) ? 1 : 0);
    }
    long token = taken() && inputs.first() ? 1L << widths.a() : 0;
    for (int r = 0; r < rows; r++) {
      rowSkew.drive(r, token | (inputs.a().at(r) & ((1L << widths.a()) - 1)));
    }
  }

  @Override
  public boolean ready() {
    return (doubleBuffer && !inputs.first()) || loaded == rows;
  }

  @Override
  public boolean weightReady() {
    // A single row is free again in the very cycle in which its weight becomes the active one.
    return (loaded != rows && wait == 0) || (doubleBuffer && rows == 1 && releasing());
  }

  private boolean taken() {
    return inputs.valid() && ready();
  }

  private boolean weightTaken() {
    return inputs.weightValid() && weightReady();
  }

  private boolean releasing() {
    return taken() && (doubleBuffer ? inputs.first() : inputs.last());
  }

  @Override
  public boolean resultValid(int column) {
    return validSkew.leaving(column) != 0;
  }

  @Override
  public long result(int column) {
    int bottom = (rows - 1) * columns + column;
    return outputRegister ? now.sum[bottom] : sum(rows - 1, column);
  }

  /** Returns the sum that an element forms in this cycle. */
  private long sum(int r, int c) {
    int i = r * columns + c;
    long above = r == 0 ? 0 : now.sum[i - columns];
    long weight = doubleBuffer && !first(r, c) ? now.active[i] : now.loaded[i];
    return PortWords.signed(above + a(r, c) * weight, widths.sum());
  }

  private long a(int r, int c) {
    return c == 0 ? PortWords.signed(rowSkew.leaving(r), widths.a()) : now.a[r * columns + c - 1];
  }

  private boolean first(int r, int c) {
    return c == 0 ? rowSkew.leaving(r) >>> widths.a() != 0 : now.first[r * columns + c - 1];
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
    clockControl();
    loadSkew.clock();
    rowSkew.clock();
    validSkew.clock();
  }

  private void clockElement(int r, int c) {
    int i = r * columns + c;
    long entering = loadSkew.leaving(c);
    boolean load = entering >>> widths.b() != 0;
    long above = r == 0 ? PortWords.signed(entering, widths.b()) : now.loaded[i - columns];
    next.loaded[i] = load ? above : now.loaded[i];
    next.active[i] = first(r, c) ? now.loaded[i] : now.active[i];
    next.first[i] = first(r, c);
    next.a[i] = a(r, c);
    next.sum[i] = sum(r, c);
  }

  private void clockControl() {
    boolean taken = taken();
    boolean weightTaken = weightTaken();
    if (releasing()) {
      loaded = weightTaken ? 1 : 0;
      wait = doubleBuffer ? Math.max(rows - 2, 0) : flight.length + columns - 1;
    } else {
      loaded += weightTaken ? 1 : 0;
      wait -= wait != 0 ? 1 : 0;
    }
    if (flight.length > 0) {
      System.arraycopy(flight, 0, flight, 1, flight.length - 1);
      flight[0] = taken;
    }
  }

  @Override
  public List<Signal> signals() {
    List<String> scope = List.of("u_array");
    List<Signal> signals = new ArrayList<>();
    signals.add(new Signal(scope, "weight_valid_i", 1, 1, one -> inputs.weightValid() ? 1 : 0));
    signals.add(new Signal(scope, "weight_ready_o", 1, 1, one -> weightReady() ? 1 : 0));
    signals.add(new Signal(scope, "weight_i", columns, widths.b(), c -> inputs.b().at(c)));
    signals.add(new Signal(scope, "valid_i", 1, 1, one -> inputs.valid() ? 1 : 0));
    signals.add(new Signal(scope, "ready_o", 1, 1, one -> ready() ? 1 : 0));
    signals.add(new Signal(scope, "a_i", rows, widths.a(), r -> inputs.a().at(r)));
    signals.add(new Signal(scope, "result_valid_o", columns, 1, c -> resultValid(c) ? 1 : 0));
    signals.add(new Signal(scope, "result_o", columns, widths.sum(), this::result));
    int countBits = Integer.SIZE - Integer.numberOfLeadingZeros(rows + columns - 1) + 1;
    signals.add(new Signal(scope, "loaded_q", 1, countBits, one -> loaded));
    signals.add(new Signal(scope, "wait_q", 1, countBits, one -> wait));
    if (flight.length > 0) {
      signals.add(
          new Signal(
              List.of("u_array", "g_flight"),
              "flight_q",
              flight.length,
              1,
              i -> flight[i] ? 1 : 0));
    }
    signals.addAll(loadSkew.signals(List.of("u_array", "u_skew_weights")));
    signals.addAll(rowSkew.signals(List.of("u_array", "u_skew_rows")));
    signals.addAll(validSkew.signals(List.of("u_array", "u_skew_valid")));
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
    boolean wire = r == rows - 1 && !outputRegister;
    signals.add(new Signal(scope, "w_o", 1, widths.b(), one -> now.loaded[i]));
    signals.add(new Signal(scope, "first_o", 1, 1, one -> now.first[i] ? 1 : 0));
    signals.add(new Signal(scope, "a_o", 1, widths.a(), one -> now.a[i]));
    signals.add(new Signal(scope, "sum_o", 1, widths.sum(), one -> wire ? sum(r, c) : now.sum[i]));
    if (doubleBuffer) {
      List<String> inside = new ArrayList<>(scope);
      inside.add("g_double");
      signals.add(new Signal(inside, "active_q", 1, widths.b(), one -> now.active[i]));
    }
  }
}
