package org.backflow.accelerator.resources;

import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Estimates the vector unit from lanes that were synthesised ({@code vector_lane}), with all
 * formats of one width: the sigmoid's table and its memory, the products of the errors, and a
 * conversion for each of forward, feedback, error, delta, scale and update.
 *
 * <p>Between two synthesised widths of words look-up tables and flip-flops are interpolated;
 * multiplier blocks and block RAMs are those of the wider lane. What a bit more of a sum takes is
 * the mean over lanes of one width with several sums.
 */
public final class VectorUnitModel {
  private static final String MODULE = "vector_lane";
  private static final String WORD = "WordWidth";
  private static final String SUM = "AccWidth";

  /** Two between which something can be left out. */
  private static final int FEWEST_WIDTHS = 3;

  private final List<SynthesisRow> rows;

  /** The lane with the narrowest sum, by width of words. */
  private final NavigableMap<Integer, SynthesisRow> lanes;

  private final FpgaResources perSumBit;
  private final SynthesisedRange wordBitsRange;
  private final SynthesisedRange sumBitsRange;

  private VectorUnitModel(List<SynthesisRow> rows) {
    this(rows, narrowestSums(rows), perSumBit(rows));
  }

  private VectorUnitModel(
      List<SynthesisRow> rows, NavigableMap<Integer, SynthesisRow> lanes, FpgaResources perSumBit) {
    this.rows = rows;
    this.lanes = lanes;
    this.perSumBit = perSumBit;
    this.wordBitsRange = interval(rows, "lane bits", WORD);
    this.sumBitsRange = interval(rows, "lane sum bits", SUM);
  }

  /**
   * Makes a model of the lanes among {@code rows}.
   *
   * @param rows what was synthesised for a family; other rows are passed over
   * @return empty when too few lanes were synthesised to leave one out
   */
  public static Optional<VectorUnitModel> fit(List<SynthesisRow> rows) {
    List<SynthesisRow> lanes = rows.stream().filter(row -> row.module().equals(MODULE)).toList();
    return narrowestSums(lanes).size() >= FEWEST_WIDTHS
        ? Optional.of(new VectorUnitModel(lanes))
        : Optional.empty();
  }

  private static int word(SynthesisRow row) {
    return row.parameter(WORD);
  }

  private static int sum(SynthesisRow row) {
    return row.parameter(SUM);
  }

  private static NavigableMap<Integer, SynthesisRow> narrowestSums(List<SynthesisRow> rows) {
    NavigableMap<Integer, SynthesisRow> lanes = new TreeMap<>();
    for (SynthesisRow row : rows) {
      lanes.merge(word(row), row, (one, other) -> sum(one) <= sum(other) ? one : other);
    }
    return lanes;
  }

  private static FpgaResources perSumBit(List<SynthesisRow> rows) {
    NavigableMap<Integer, SynthesisRow> lanes = narrowestSums(rows);
    FpgaResources slopes = FpgaResources.NONE;
    int wider = 0;
    for (SynthesisRow row : rows) {
      SynthesisRow lane = Objects.requireNonNull(lanes.get(word(row)));
      if (sum(row) > sum(lane)) {
        slopes =
            slopes.plus(
                row.resources().minus(lane.resources()).times(1.0 / (sum(row) - sum(lane))));
        wider++;
      }
    }
    return wider == 0 ? FpgaResources.NONE : slopes.times(1.0 / wider);
  }

  /**
   * Returns what a vector unit takes.
   *
   * @param count lanes, each of which takes an element in a cycle
   * @param wordBits of a word
   * @param sumBits of a sum
   */
  public Estimate estimate(int count, int wordBits, int sumBits) {
    return new Estimate(
        lane(wordBits, sumBits).times(count),
        Stream.of(wordBitsRange.leftBy(wordBits), sumBitsRange.leftBy(sumBits))
            .flatMap(Optional::stream)
            .toList());
  }

  private FpgaResources lane(int wordBits, int sumBits) {
    int inside = Math.min(Math.max(wordBits, lanes.firstKey()), lanes.lastKey());
    SynthesisRow below = Objects.requireNonNull(lanes.floorEntry(inside)).getValue();
    SynthesisRow above = Objects.requireNonNull(lanes.ceilingEntry(inside)).getValue();
    double share =
        word(above) == word(below)
            ? 0.0
            : (inside - word(below)) / (double) (word(above) - word(below));
    FpgaResources between =
        below.resources().times(1.0 - share).plus(above.resources().times(share));
    double sumBetween = sum(below) * (1.0 - share) + sum(above) * share;
    double furtherBits = sumBits - sumBetween;
    return new FpgaResources(
        Math.max(0.0, between.luts() + perSumBit.luts() * furtherBits),
        Math.max(0.0, between.flipFlops() + perSumBit.flipFlops() * furtherBits),
        above.resources().dsps(),
        above.resources().blockRams());
  }

  /** Returns what was synthesised; beyond it estimates are extrapolated. */
  public List<SynthesisedRange> intervals() {
    return List.of(wordBitsRange, sumBitsRange);
  }

  private static SynthesisedRange interval(List<SynthesisRow> rows, String name, String parameter) {
    TreeSet<Integer> numbers = new TreeSet<>();
    rows.forEach(row -> numbers.add(row.parameter(parameter)));
    return SynthesisedRange.of(name, numbers);
  }

  /**
   * Returns the error over the widths between the narrowest and the widest, each left out of the
   * lanes between which it is interpolated.
   */
  public FitError leaveOneOutError() {
    List<SynthesisRow> inner =
        List.copyOf(lanes.subMap(lanes.firstKey(), false, lanes.lastKey(), false).values());
    return FitError.over(
        inner,
        row -> {
          NavigableMap<Integer, SynthesisRow> others = new TreeMap<>(lanes);
          others.remove(word(row));
          return new VectorUnitModel(rows, others, perSumBit).lane(word(row), sum(row));
        });
  }
}
