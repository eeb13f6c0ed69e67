package org.backflow.cosim;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.OperationCost;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Extent;
import org.backflow.plan.Operation;
import org.backflow.plan.Tensor;
import org.backflow.quantized.CodeMatrix;
import org.backflow.quantized.FixedPointInterpreter;
import org.backflow.quantized.Tally;

/**
 * Writes the trace that {@code tb_train_core} must write: words by the {@link
 * FixedPointInterpreter}, cycles of every operation by the {@link CostModel}.
 *
 * <p>The cost model prices an operation as a whole. The cycle in which a word is written follows
 * from how the operation is cut into folds. The last word must be written in the last cycle that
 * the cost model states; otherwise no trace is made.
 */
final class CoreTrace {

  /** Cycles between two operations, for the address of the first operand. */
  private static final int CYCLES_BETWEEN = 1;

  /** Cycles of the testbench around a step, from reading its record to reading the next. */
  private static final int CYCLES_AROUND_STEP = 4;

  /** Cycles of the testbench to read one word back. */
  private static final int CYCLES_PER_READ = 4;

  private final CoreTraining training;
  private final IntPredicate inFull;
  private final Writer out;
  private final FixedPointInterpreter model;
  private final List<OperationCost> costs;
  private final Map<String, Long> saturations = new HashMap<>();
  private long clock;
  private int results;

  private CoreTrace(CoreTraining training, IntPredicate inFull, Writer out) {
    this.training = training;
    this.inFull = inFull;
    this.out = out;
    this.model =
        new FixedPointInterpreter(
            training.plan(), training.arithmetic(), training.eta(), training.roundingSeed());
    model.put(Tensor.weight(1), copy(training.first()));
    model.put(Tensor.weight(2), copy(training.second()));
    training.feedback().ifPresent(codes -> model.put(Tensor.feedback(1), copy(codes)));
    this.costs =
        new CostModel(training.accelerator(), training.arithmetic())
            .cost(training.plan())
            .operations();
  }

  private static CodeMatrix copy(CodeMatrix codes) {
    return new CodeMatrix(codes.rows(), codes.columns(), codes.codes().clone());
  }

  /**
   * Writes the expected trace to {@code file}.
   *
   * @param inFull the steps whose single words are written
   * @param readBack whether registers and weights are read at the end
   * @return the clock cycles of the whole simulation
   */
  static long write(CoreTraining training, IntPredicate inFull, boolean readBack, Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      CoreTrace trace = new CoreTrace(training, inFull, out);
      trace.write(readBack);
      return trace.clock;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the lines of a step whose single words are left out. */
  static int linesOfStep(CoreTraining training) {
    return 2 + 2 * training.plan().operations().size();
  }

  private void write(boolean readBack) throws IOException {
    for (int layer = 1; layer <= 2; layer++) {
      passLoads(training.network().weightRows(layer), training.network().width(layer));
      passLoads(1, training.network().width(layer));
    }
    passLoads(CoreFeedback.rows(training).size(), training.network().width(1));
    for (int step = 0; step < training.batches().steps(); step++) {
      passLoads(training.plan().batch(), training.network().inputs());
      passLoads(training.plan().batch(), training.network().outputs());
      step(step);
    }
    for (int layer = 2; readBack && layer >= 1; layer--) {
      registers(layer);
    }
    for (int layer = 2; readBack && layer >= 1; layer--) {
      weights(layer);
    }
    clock++;
    line(clock).append("end steps=").append(hex(training.batches().steps()));
    out.append(" results=").append(hex(results)).append('\n');
  }

  /** One cycle reads a record, one loads a word. */
  private void passLoads(int records, int words) {
    clock += records * (1L + words);
  }

  private void step(int index) throws IOException {
    model.step(training.batches().inputs(index), training.batches().targets(index));
    line(0).append("step index=").append(hex(index)).append('\n');
    long start = 0;
    for (int i = 0; i < costs.size(); i++) {
      Operation operation = training.plan().operations().get(i);
      start += i == 0 ? 0 : CYCLES_BETWEEN;
      operation(operation, costs.get(i), start, inFull.test(index));
      start += costs.get(i).totalCycles();
    }
    line(start - 1).append("step end=1 cycles=").append(hex(start)).append('\n');
    clock += CYCLES_AROUND_STEP + start;
  }

  private void operation(Operation operation, OperationCost cost, long start, boolean words)
      throws IOException {
    line(start).append(operation.name()).append(" start=1\n");
    WrittenWords written = new WrittenWords(operation, start, words);
    CoreUnit unit = operation.accept(CoreUnit.OF_OPERATION);
    long last =
        unit == CoreUnit.ARRAY
            ? written.folds()
            : written.elements(operation.extent().k(), unit.registers());
    if (last != start + cost.totalCycles() - 1) {
      throw new IllegalStateException(
          operation.name()
              + " writes its last word in cycle "
              + (last - start + 1)
              + "; the cost model states "
              + cost.totalCycles()
              + " cycles");
    }
    Tally tally = Objects.requireNonNull(model.tallies().get(operation.name()));
    long before = saturations.getOrDefault(operation.name(), 0L);
    saturations.put(operation.name(), tally.saturations());
    line(last).append(operation.name()).append(" end=1 cycles=").append(hex(cost.totalCycles()));
    out.append(" words=").append(hex(operation.extent().elements()));
    out.append(" hash=").append(hex(written.hash));
    out.append(" saturations=").append(hex(tally.saturations() - before)).append('\n');
  }

  /** The words of one operation in the order in which the core writes them. */
  private final class WrittenWords {
    private final Operation operation;
    private final long start;
    private final boolean shown;
    private final CodeMatrix codes;
    private final long mask;
    private long hash = WordHash.EMPTY;

    WrittenWords(Operation operation, long start, boolean shown) {
      this.operation = operation;
      this.start = start;
      this.shown = shown;
      this.codes = model.get(operation.result());
      this.mask = training.mask(operation.result().role());
    }

    /** Writes fold after fold, row after row as they drain; returns the last cycle. */
    long folds() throws IOException {
      Extent extent = operation.extent();
      long cyclesPerFold = Dataflow.OS.cyclesPerFold(extent, training.accelerator().array());
      long foldStart = start;
      for (int top = 0; top < extent.m(); top += training.rows()) {
        for (int left = 0; left < extent.n(); left += training.columns()) {
          long firstRow = foldStart + cyclesPerFold - training.rows();
          for (int r = 0; r < training.rows() && top + r < extent.m(); r++) {
            lanes(firstRow + r, top + r, left);
          }
          foldStart += cyclesPerFold;
        }
      }
      return foldStart - 1;
    }

    /**
     * Writes row after row, a lane per column; returns the last cycle.
     *
     * @param terms the cycles in which the operands of an element are on the port
     * @param stages the cycles by which the element follows the last of them
     */
    long elements(int terms, int stages) throws IOException {
      Extent extent = operation.extent();
      long cycle = start - 1 + stages;
      for (int row = 0; row < extent.m(); row++) {
        for (int left = 0; left < extent.n(); left += training.columns()) {
          cycle += terms;
          lanes(cycle, row, left);
        }
      }
      return cycle;
    }

    private void lanes(long cycle, int row, int left) throws IOException {
      int end = Math.min(left + training.columns(), operation.extent().n());
      for (int column = left; column < end; column++) {
        long word = codes.get(row, column) & mask;
        hash = WordHash.add(hash, row, column, word);
        if (shown) {
          line(cycle).append(operation.name());
          element(row, column, word);
        }
      }
    }
  }

  private void registers(int layer) throws IOException {
    clock++;
    for (int unit = 0; unit < training.network().width(layer); unit++) {
      result(
          CoreTensor.registers(layer),
          0,
          unit,
          Integer.toUnsignedLong(model.randomState(layer, unit)));
    }
  }

  private void weights(int layer) throws IOException {
    CodeMatrix codes = model.get(Tensor.weight(layer));
    for (int row = 0; row < codes.rows(); row++) {
      clock++;
      for (int column = 0; column < codes.columns(); column++) {
        long word = codes.get(row, column) & training.mask(Role.WEIGHT);
        result(CoreTensor.weights(layer), row, column, word);
      }
    }
  }

  private void result(CoreTensor tensor, int row, int column, long word) throws IOException {
    clock += CYCLES_PER_READ;
    results++;
    line(clock - 1).append("result tensor=").append(hex(tensor.number()));
    element(row, column, word);
  }

  private Writer line(long cycle) throws IOException {
    out.append(Long.toString(cycle)).append(' ');
    return out;
  }

  private void element(int row, int column, long word) throws IOException {
    out.append(" row=").append(hex(row)).append(" column=").append(hex(column));
    out.append(" word=").append(hex(word)).append('\n');
  }

  private static String hex(long value) {
    return Long.toHexString(value);
  }
}
