package org.backflow.report.table;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.backflow.accelerator.TensorFootprint;
import org.backflow.accelerator.TrainingFootprint;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.figure.Figure;
import org.backflow.figure.Kind;
import org.backflow.figure.MemoryFigures;
import org.backflow.report.text.Listing;
import org.backflow.report.text.Shown;
import org.backflow.report.text.TextTable;

/** What steps keep in memories, by tensor, for terminal and page alike. */
public final class MemoryTable {
  private MemoryTable() {}

  /** What a step keeps, under the name of its scheme. */
  public record Kept(String scheme, TrainingFootprint memory) {
    /** Returns the bits that are there when most is, by kind of tensor. */
    public Map<TensorKind, Long> atPeak() {
      List<String> operations =
          memory.moments().stream().map(TrainingFootprint.Moment::operation).toList();
      int peak = operations.indexOf(memory.peakOperation());
      Map<TensorKind, Long> bits = new EnumMap<>(TensorKind.class);
      for (TensorFootprint tensor : memory.tensors()) {
        if (operations.indexOf(tensor.from()) <= peak && operations.indexOf(tensor.to()) >= peak) {
          bits.merge(tensor.tensor().kind(), tensor.bits(), Long::sum);
        }
      }
      return bits;
    }
  }

  /** Returns the kinds of tensors that any of {@code steps} keeps when most is there. */
  public static List<TensorKind> kinds(List<Kept> steps) {
    return steps.stream()
        .flatMap(kept -> kept.atPeak().keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns the columns of a row per scheme. */
  public static Listing<Kept> bySchemes(String title, List<Kept> steps) {
    return new Listing<Kept>()
        .column(title, Kept::scheme)
        .each(
            kinds(steps),
            TensorKind::label,
            (kept, kind) -> Shown.of(Kind.BITS, kept.atPeak().getOrDefault(kind, 0L)))
        .each(MemoryFigures.ALL, Figure::title, (kept, figure) -> Shown.of(figure, kept.memory()))
        .column("peak in", kept -> kept.memory().peakOperation());
  }

  /** Returns a row per tensor of a step. */
  static TextTable byTensor(TrainingFootprint memory) {
    return new Listing<TensorFootprint>()
        .each(MemoryFigures.OF_TENSOR, Figure::title, (tensor, figure) -> Shown.of(figure, tensor))
        .table(memory.tensors());
  }
}
