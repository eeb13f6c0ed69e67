package org.backflow.report.page.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backflow.accelerator.TensorFootprint;
import org.backflow.accelerator.TrainingFootprint;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.experiment.ComparisonResult;
import org.backflow.figure.ComparedScheme;
import org.backflow.figure.Figure;
import org.backflow.figure.MemoryFigures;
import org.backflow.report.chart.ChartFigure;
import org.backflow.report.chart.StackedBars;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;
import org.backflow.report.text.Shown;

/** What a step keeps in memories when most is there, by tensor and scheme. */
public final class MemorySection {

  private static final int TENSOR_COLOURS = 10;
  private static final double BITS_OF_A_KIBIBYTE = 8.0 * 1024;
  private static final String TITLE = "Training memory at its peak, by tensor";

  private final List<ComparedScheme> schemes;
  private final List<TensorKind> kinds;
  private final HtmlTable table;

  private MemorySection(ComparisonResult result) {
    this.schemes = ComparedScheme.of(result);
    this.kinds =
        schemes.stream()
            .flatMap(scheme -> atPeak(scheme).keySet().stream())
            .distinct()
            .sorted()
            .toList();
    this.table = new HtmlTable("Training memory, " + Phrases.step(result.experiment()));
  }

  /** Returns the section. */
  public static Element of(ComparisonResult result) {
    MemorySection section = new MemorySection(result);
    return Element.of("section", Element.of("h2", "Training memory"), section.figure())
        .with("id", "memory");
  }

  private Element figure() {
    List<String> head = new ArrayList<>(List.of("Scheme"));
    kinds.forEach(kind -> head.add(kind.label()));
    MemoryFigures.ALL.forEach(figure -> head.add(figure.title()));
    head.add("peak in");
    table.head(head);
    schemes.forEach(scheme -> table.row(scheme.name(), cells(scheme)));
    String finding = finding();
    ChartFigure figure =
        new ChartFigure(
            "training-memory",
            TITLE,
            finding,
            "What the operation reads and writes during which most is there, what a later one still"
                + " reads, and what is kept from step to step, on chip and off, in words of the"
                + " formats of the experiment.",
            table);
    for (int i = 0; i < kinds.size(); i++) {
      figure.part(kinds.get(i).label(), "tensor-" + i % TENSOR_COLOURS);
    }
    List<StackedBars.Bar> bars = schemes.stream().map(this::bar).toList();
    return figure
        .panel(
            new StackedBars(
                    "training-memory", TITLE, finding, "KiB", StackedBars.longest(bars), bars)
                .element())
        .element();
  }

  private String finding() {
    Figure<TrainingFootprint> peak = MemoryFigures.PEAK;
    Comparator<ComparedScheme> byPeak =
        Comparator.comparingDouble(scheme -> peak.number(memory(scheme)));
    ComparedScheme least = schemes.stream().min(byPeak).orElseThrow();
    ComparedScheme most = schemes.stream().max(byPeak).orElseThrow();
    return byPeak.compare(least, most) == 0
        ? "Every scheme needs " + Shown.of(peak, memory(most)) + "."
        : least.name()
            + " needs least, "
            + Shown.of(peak, memory(least))
            + ", and "
            + most.name()
            + " most, "
            + Shown.of(peak, memory(most))
            + ".";
  }

  private List<String> cells(ComparedScheme scheme) {
    Map<TensorKind, Long> bits = atPeak(scheme);
    return Stream.of(
            kinds.stream().map(kind -> Decimals.bytes(bits.getOrDefault(kind, 0L))),
            MemoryFigures.ALL.stream().map(figure -> Shown.of(figure, memory(scheme))),
            Stream.of(memory(scheme).peakOperation()))
        .flatMap(cells -> cells)
        .toList();
  }

  private StackedBars.Bar bar(ComparedScheme scheme) {
    Map<TensorKind, Long> bits = atPeak(scheme);
    List<StackedBars.Segment> parts = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      long part = bits.getOrDefault(kinds.get(i), 0L);
      parts.add(
          new StackedBars.Segment(
              "tensor-" + i % TENSOR_COLOURS,
              part / BITS_OF_A_KIBIBYTE,
              kinds.get(i).label() + ": " + Decimals.bytes(part)));
    }
    return new StackedBars.Bar(scheme.name(), Shown.of(MemoryFigures.PEAK, memory(scheme)), parts);
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
