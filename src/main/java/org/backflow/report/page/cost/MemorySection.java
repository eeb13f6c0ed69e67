package org.backflow.report.page.cost;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.backflow.accelerator.TensorFootprint;
import org.backflow.accelerator.TrainingFootprint;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.experiment.ComparisonResult;
import org.backflow.figure.ComparedScheme;
import org.backflow.figure.Figure;
import org.backflow.figure.Kind;
import org.backflow.figure.MemoryFigures;
import org.backflow.report.chart.BarFigure;
import org.backflow.report.html.Element;
import org.backflow.report.text.Phrases;
import org.backflow.report.text.Shown;

/** What a step keeps in memories when most is there, by tensor and scheme. */
public final class MemorySection {

  private static final int TENSOR_COLOURS = 10;
  private static final double BITS_OF_A_KIBIBYTE = 8.0 * 1024;

  private final List<ComparedScheme> schemes;
  private final List<TensorKind> kinds;
  private final String caption;

  private MemorySection(ComparisonResult result) {
    this.schemes = ComparedScheme.of(result);
    this.kinds =
        schemes.stream()
            .flatMap(scheme -> atPeak(scheme).keySet().stream())
            .distinct()
            .sorted()
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
    BarFigure<ComparedScheme> bars =
        new BarFigure<>(
            "training-memory",
            "Training memory at its peak, by tensor",
            new BarFigure.Measure("KiB", BITS_OF_A_KIBIBYTE, bits -> Shown.of(Kind.BITS, bits)),
            ComparedScheme::name,
            scheme -> Shown.of(MemoryFigures.PEAK, memory(scheme)));
    for (int i = 0; i < kinds.size(); i++) {
      TensorKind kind = kinds.get(i);
      bars.part(
          kind.label(),
          "tensor-" + i % TENSOR_COLOURS,
          scheme -> atPeak(scheme).getOrDefault(kind, 0L));
    }
    return bars.element(
        finding(),
        "What the operation reads and writes during which most is there, what a later one still"
            + " reads, and what is kept from step to step, on chip and off, in words of the"
            + " formats of the experiment.",
        caption,
        bars.listing()
            .each(
                MemoryFigures.ALL,
                Figure::title,
                (scheme, figure) -> Shown.of(figure, memory(scheme)))
            .column("peak in", scheme -> memory(scheme).peakOperation()),
        schemes);
  }

  private String finding() {
    Figure<TrainingFootprint> peak = MemoryFigures.PEAK;
    Comparator<ComparedScheme> byPeak =
        Comparator.comparingDouble(scheme -> peak.number(memory(scheme)));
    ComparedScheme least = schemes.stream().min(byPeak).orElseThrow();
    ComparedScheme most = schemes.stream().max(byPeak).orElseThrow();
    return byPeak.compare(least, most) == 0
        ? "Every scheme needs " + Shown.of(peak, memory(most)) + "."
        : "%s needs least, %s, and %s most, %s."
            .formatted(
                least.name(),
                Shown.of(peak, memory(least)),
                most.name(),
                Shown.of(peak, memory(most)));
  }

  private static TrainingFootprint memory(ComparedScheme scheme) {
    return scheme.step().memory();
  }

  /** Returns the bits that are there when most is, by kind of tensor. */
  private static Map<TensorKind, Long> atPeak(ComparedScheme scheme) {
    TrainingFootprint memory = memory(scheme);
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
