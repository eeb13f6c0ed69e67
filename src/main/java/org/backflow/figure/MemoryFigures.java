package org.backflow.figure;

import static org.backflow.figure.Goal.LESS;
import static org.backflow.figure.Kind.BITS;
import static org.backflow.figure.Kind.COUNT;
import static org.backflow.figure.Kind.FLAG;
import static org.backflow.figure.Kind.TEXT;

import java.util.List;
import java.util.function.Function;
import org.backflow.accelerator.TensorFootprint;
import org.backflow.accelerator.TrainingFootprint;

/** What a step keeps in memories. */
public final class MemoryFigures {

  private static final Term TRAINING_MEMORY =
      Term.of(
          "training memory",
          "bits",
          "What a step keeps in memories: weights and their copies, F, inputs, activations, errors until"
              + " their last reader, random registers. The peak is the most that is there while an"
              + " operation runs; what is kept from step to step is a part of it.");

  public static final Figure<TrainingFootprint> PEAK =
      Figure.<TrainingFootprint>of(
              BITS, "training_memory_peak_bits", TRAINING_MEMORY, TrainingFootprint::peakBits)
          .keyed("peakBits")
          .titled("peak")
          .better(LESS)
          .saying("The most that is in memories at a time, on chip and off.");

  public static final Figure<TrainingFootprint> KEPT =
      Figure.<TrainingFootprint>of(
              BITS, "training_memory_kept_bits", TRAINING_MEMORY, TrainingFootprint::keptBits)
          .keyed("keptBits")
          .titled("kept from step to step")
          .better(LESS)
          .saying("What is kept from step to step: weights and their copies, F, random registers.");

  /** What is said of a scheme, in every table, file and sweep. */
  public static final List<Figure<TrainingFootprint>> ALL = List.of(PEAK, KEPT);

  /** What is said of a tensor. */
  public static final List<Figure<TensorFootprint>> OF_TENSOR =
      List.of(
          tensor(TEXT, "tensor", "", "What it is, with its layer.", t -> t.tensor().toString()),
          tensor(COUNT, "words", "words", "Its elements.", TensorFootprint::words),
          tensor(COUNT, "word_bits", "bits", "Of a word.", TensorFootprint::wordBits)
              .titled("bits a word"),
          tensor(BITS, "bits", "bits", "Of all its words.", TensorFootprint::bits).titled("size"),
          tensor(
                  FLAG,
                  "on_chip",
                  "",
                  "Whether it has a place of its own on chip; else it passes through a buffer.",
                  TensorFootprint::onChip)
              .titled("on chip"),
          tensor(
              FLAG, "kept", "", "Whether it is kept from step to step.", TensorFootprint::isKept),
          tensor(
              TEXT, "from", "", "The first operation that it is there in.", TensorFootprint::from),
          tensor(TEXT, "to", "", "The last operation that it is there in.", TensorFootprint::to));

  private MemoryFigures() {}

  private static Figure<TensorFootprint> tensor(
      Kind kind, String column, String unit, String meaning, Function<TensorFootprint, ?> reader) {
    return Figure.<TensorFootprint>of(kind, column, TRAINING_MEMORY, reader)
        .titled(column)
        .in(unit)
        .saying(meaning);
  }
}
