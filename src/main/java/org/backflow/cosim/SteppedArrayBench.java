package org.backflow.cosim;

import java.util.ArrayList;
import java.util.List;
import org.backflow.accelerator.array.PortWords;
import org.backflow.accelerator.array.SystolicArray;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.RandomBits;
import org.jspecify.annotations.Nullable;

/**
 * Plays a stimulus on a stepped array with one conversion unit per column, cycle by cycle as the
 * RTL testbenches do, and writes the same trace.
 */
final class SteppedArrayBench {

  /** Beyond this many cycles a stimulus never ends, as one that lacks weights. */
  private static final long MOST_CYCLES = 100_000_000;

  private final ArrayStimulus stimulus;
  private final ArrayDesign design;
  private final SystolicArray array;
  private final Player vectors;
  private final Player weights;
  private final Column[] columns;
  private final List<Step.Fold> folds = new ArrayList<>();
  private final List<Long> began = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();
  private long cycle;
  private int vectorsTaken;
  private int drained;

  /** A result that was visible in {@code cycle}. */
  record Result(long cycle, int fold, int row, int column, long sum, long word) {}

  /**
   * What a run gave.
   *
   * @param trace the lines of the trace
   * @param results the results, in the order of the trace
   * @param cycles from the first operand or weight on a port to the last result
   */
  record Run(List<String> trace, List<Result> results, long cycles) {}

  private SteppedArrayBench(ArrayStimulus stimulus) {
    this.stimulus = stimulus;
    this.design = stimulus.design();
    this.array = design.model();
    this.vectors = new Player(stimulus.vectors());
    this.weights = new Player(stimulus.weights());
    this.columns = new Column[design.shape().columns()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = new Column(c);
    }
  }

  /** Plays {@code stimulus} to its end. */
  static Run run(ArrayStimulus stimulus) {
    return new SteppedArrayBench(stimulus).play(null);
  }

  /** Plays {@code stimulus} to its end and records every signal of the array. */
  static Run run(ArrayStimulus stimulus, Waveform waveform) {
    return new SteppedArrayBench(stimulus).play(waveform);
  }

  private Run play(@Nullable Waveform waveform) {
    if (waveform != null) {
      waveform.declare(design.testbench(), array.signals());
    }
    while (true) {
      array.drive(inputs());
      if (waveform != null) {
        waveform.sample(cycle);
      }
      takeWeights();
      takeVector();
      for (Column column : columns) {
        column.take();
      }
      if (vectors.ended && drained == folds.size()) {
        return finish(waveform);
      }
      advance();
      array.clock();
      if (++cycle > MOST_CYCLES) {
        throw new IllegalStateException("no end after " + MOST_CYCLES + " cycles: " + design);
      }
    }
  }

  private Run finish(@Nullable Waveform waveform) {
    trace.add("%d end folds=%x vectors=%x".formatted(cycle, drained, vectorsTaken));
    if (waveform != null) {
      // The testbench ends at a clock edge, and what the edge does to the array is still shown.
      array.clock();
      array.drive(inputs());
      waveform.sample(cycle + 1);
    }
    long last = results.isEmpty() ? 0 : results.get(results.size() - 1).cycle();
    return new Run(trace, results, last);
  }

  private SystolicArray.Inputs inputs() {
    return new SystolicArray.Inputs(
        vectors.valid,
        vectors.first,
        vectors.last,
        vectors.offered.a(),
        weights.valid,
        (design.weightStationary() ? weights : vectors).offered.b());
  }

  private void takeWeights() {
    if (weights.valid && array.weightReady()) {
      int rows = design.shape().rows();
      int fold = weights.played / rows;
      if (weights.played % rows == 0) {
        began.add(cycle);
      }
      trace.add("%d fold.%d w=%s".formatted(cycle, fold, stimulus.b(weights.offered)));
    }
  }

  private void takeVector() {
    if (vectors.valid && array.ready()) {
      int fold = folds.size() - 1;
      if (vectors.first && !design.weightStationary()) {
        began.add(cycle);
      }
      trace.add(
          "%d fold.%d a=%s%s"
              .formatted(
                  cycle,
                  fold,
                  stimulus.a(vectors.offered),
                  design.weightStationary() ? "" : " b=" + stimulus.b(vectors.offered)));
      vectorsTaken++;
    }
  }

  private void advance() {
    boolean nextWeights = !weights.valid || array.weightReady();
    boolean nextVector = !vectors.valid || array.ready();
    if (nextWeights) {
      weights.next();
    }
    if (nextVector) {
      vectors.next();
    }
  }

  /** Puts records on a port, each until it is taken. */
  private final class Player {
    private final List<Step> steps;
    private int position;
    private int left;
    private int played = -1;
    private boolean valid;
    private boolean first;
    private boolean last;
    private boolean ended;
    private Step.Vector offered =
        new Step.Vector(
            PortWords.zero(design.shape().rows()), PortWords.zero(design.shape().columns()));

    Player(List<Step> steps) {
      this.steps = steps;
    }

    void next() {
      valid = false;
      while (position < steps.size()) {
        Step step = steps.get(position++);
        if (step instanceof Step.Fold fold) {
          folds.add(fold);
          left = fold.length();
        } else if (step instanceof Step.Vector vector) {
          valid = true;
          first = !folds.isEmpty() && left == folds.get(folds.size() - 1).length();
          last = left == 1;
          left--;
          played++;
          offered = vector;
          return;
        } else {
          return;
        }
      }
      ended = true;
    }
  }

  /** The conversion unit of a column, with its random register. */
  private final class Column {
    private final int column;
    private final RandomBits random = RandomBits.of(0, 1, 1);
    private int fold;
    private int row;

    Column(int column) {
      this.column = column;
    }

    void take() {
      if (!array.resultValid(column)) {
        return;
      }
      Step.Fold settings = folds.get(fold);
      if (row == 0) {
        random.states()[0] = (int) settings.states().at(column);
      }
      int state = random.state(0);
      long sum = array.result(column);
      Conversion conversion =
          new Conversion(
              settings.shift(),
              FixedPointFormat.fixed(design.wordBits(), design.wordBits()),
              settings.rounding(),
              settings.overflow());
      long rounded = conversion.round(sum, random, 0);
      long word = conversion.limit(rounded);
      results.add(new Result(cycle, fold, row, column, sum, word));
      trace.add(
          "%d fold.%d row=%x column=%x sum=%s word=%s inexact=%d saturated=%d state=%s"
              .formatted(
                  cycle,
                  fold,
                  row,
                  column,
                  HexWord.of(sum, design.widths().sum()),
                  HexWord.of(word, design.wordBits()),
                  conversion.isInexact(sum) ? 1 : 0,
                  word != rounded ? 1 : 0,
                  HexWord.of(state, Integer.SIZE)));
      row++;
      if (row == (design.weightStationary() ? settings.length() : design.shape().rows())) {
        if (column == columns.length - 1) {
          trace.add("%d fold.%d cycles=%x".formatted(cycle, fold, cycle - began.get(fold) + 1));
          drained++;
        }
        row = 0;
        fold++;
      }
    }
  }
}
