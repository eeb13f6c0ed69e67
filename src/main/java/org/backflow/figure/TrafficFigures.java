package org.backflow.figure;

import static org.backflow.figure.Kind.COUNT;
import static org.backflow.figure.Kind.TEXT;
import static org.backflow.figure.TotalFigures.TRAFFIC;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.backflow.accelerator.Traffic;

/** What an operation moves of one tensor. */
public final class TrafficFigures {

  /** A tensor that an operation moves. */
  public record Moved(PricedOperation operation, Traffic traffic) {}

  private static final Figure<Traffic> LEVEL =
      Figure.<Traffic>of(
              TEXT,
              "level",
              Term.of(
                  "level",
                  "Where words cross the hierarchy: sram, between on-chip memory and the units; dram,"
                      + " between the memory off the chip and those on it."),
              traffic -> traffic.level().label())
          .oneOf(List.of("sram", "dram"));

  private static final Figure<Traffic> TENSOR =
      Figure.of(
          TEXT,
          "tensor",
          Term.of(
              "tensor",
              "What is moved, with its layer: input, weight, activation, delta, feedback, gradient,"
                  + " selection or partial sums."),
          traffic -> traffic.tensor().toString());

  private static final Figure<Traffic> READS =
      count("reads_words", "words", "Read from that level.", Traffic::reads).keyed("reads");
  private static final Figure<Traffic> WRITES =
      count("writes_words", "words", "Written to that level.", Traffic::writes).keyed("writes");
  private static final Figure<Traffic> WORD_BITS =
      count("word_bits", "bits", "Of a word.", Traffic::wordBits);
  private static final Figure<Traffic> BITS =
      count("moved_bits", "bits", "In either direction.", Traffic::bits).keyed("bits");

  /** In JSON. */
  public static final List<Figure<Traffic>> ALL = List.of(LEVEL, TENSOR, READS, WRITES, BITS);

  public static final FigureTable<Moved> TABLE =
      new FigureTable<>(
          "traffic",
          "traffic.csv: a line per scheme, operation, level and tensor",
          List.of(
              RowNames.scheme(moved -> moved.operation().scheme()),
              RowNames.operation(moved -> moved.operation().cost().name()),
              RowNames.phase(moved -> moved.operation().cost().what().phaseLabel()),
              LEVEL.of(Moved::traffic),
              TENSOR.of(Moved::traffic),
              READS.of(Moved::traffic),
              WRITES.of(Moved::traffic),
              WORD_BITS.of(Moved::traffic),
              BITS.of(Moved::traffic)),
          List.of());

  private TrafficFigures() {}

  /** Returns what {@code operations} move, one after the other. */
  public static List<Moved> of(List<PricedOperation> operations) {
    List<Moved> moved = new ArrayList<>();
    for (PricedOperation operation : operations) {
      operation.cost().moved().traffic().forEach(each -> moved.add(new Moved(operation, each)));
    }
    return moved;
  }

  private static Figure<Traffic> count(
      String column, String unit, String meaning, Function<Traffic, ?> reader) {
    return Figure.<Traffic>of(COUNT, column, TRAFFIC, reader).in(unit).saying(meaning);
  }
}
