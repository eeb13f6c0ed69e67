package org.backflow.report.page.cost;

import java.util.Comparator;
import java.util.List;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.experiment.ComparisonResult;
import org.backflow.figure.ComparedScheme;
import org.backflow.figure.Kind;
import org.backflow.figure.MemoryFigures;
import org.backflow.report.chart.BarFigure;
import org.backflow.report.html.Element;
import org.backflow.report.table.MemoryTable;
import org.backflow.report.table.MemoryTable.Kept;
import org.backflow.report.text.Phrases;
import org.backflow.report.text.Shown;

/** What a step keeps in memories when most is there, by tensor and scheme. */
public final class MemorySection {

  private static final int TENSOR_COLOURS = 10;
  private static final double BITS_OF_A_KIBIBYTE = 8.0 * 1024;

  private final List<Kept> steps;
  private final String caption;

  private MemorySection(ComparisonResult result) {
    this.steps =
        ComparedScheme.of(result).stream()
            .map(scheme -> new Kept(scheme.name(), scheme.step().memory()))
            .toList();
    this.caption = "Training memory, " + Phrases.step(result.experiment());
  }

  /** Returns the section. */
  public static Element of(ComparisonResult result) {
    MemorySection section = new MemorySection(result);
    return Element.of("section", Element.of("h2", "Training memory"), section.figure())
        .with("id", "memory");
  }

  private Element figure() {
    BarFigure<Kept> bars =
        new BarFigure<>(
            "training-memory",
            "Training memory at its peak, by tensor",
            new BarFigure.Measure("KiB", BITS_OF_A_KIBIBYTE, bits -> Shown.of(Kind.BITS, bits)),
            Kept::scheme,
            MemorySection::peak);
    List<TensorKind> kinds = MemoryTable.kinds(steps);
    for (int i = 0; i < kinds.size(); i++) {
      TensorKind kind = kinds.get(i);
      bars.part(
          kind.label(),
          "tensor-" + i % TENSOR_COLOURS,
          kept -> kept.atPeak().getOrDefault(kind, 0L));
    }
    return bars.element(
        finding(),
        "What the operation reads and writes during which most is there, what a later one still"
            + " reads, and what is kept from step to step, on chip and off, in words of the"
            + " formats of the experiment.",
        caption,
        MemoryTable.bySchemes("Scheme", steps),
        steps);
  }

  private String finding() {
    Comparator<Kept> byPeak = Comparator.comparingLong(kept -> kept.memory().peakBits());
    Kept least = steps.stream().min(byPeak).orElseThrow();
    Kept most = steps.stream().max(byPeak).orElseThrow();
    return byPeak.compare(least, most) == 0
        ? "Every scheme needs " + peak(most) + "."
        : "%s needs least, %s, and %s most, %s."
            .formatted(least.scheme(), peak(least), most.scheme(), peak(most));
  }

  private static String peak(Kept kept) {
    return Shown.of(MemoryFigures.PEAK, kept.memory());
  }
}
