package org.backflow.report.page.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.backflow.accelerator.Traffic;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.plan.Count;
import org.backflow.plan.Phase;
import org.backflow.report.chart.ChartFigure;
import org.backflow.report.chart.StackedBars;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;

/** What a step multiplies and what it moves: multiplications by phase, traffic by tensor. */
public record MovementSection(ComparisonResult result) {

  private static final int TENSOR_COLOURS = 10;
  private static final String HELD_BACK = "held back by zero gating";

  public static Element of(ComparisonResult result) {
    MovementSection section = new MovementSection(result);
    return Element.of(
            "section",
            Element.of("h2", "Multiplications and traffic"),
            Element.of("div", section.multiplications(), section.traffic()).classed("columns"))
        .with("id", "movement");
  }

  private Element multiplications() {
    boolean gated = result.experiment().accelerator().zeroGating();
    String title = "Multiplications of the whole step, by phase";
    HtmlTable table =
        new HtmlTable("Multiplications of " + Phrases.step(result.experiment()) + ", by phase");
    List<String> head = new ArrayList<>(List.of("Scheme"));
    for (Phase phase : Phase.values()) {
      head.add(phase.label() + (gated ? ", effective" : ""));
    }
    head.addAll(gated ? List.of(HELD_BACK, "issued", "effective") : List.of("issued"));
    table.head(head);
    List<StackedBars.Bar> bars = new ArrayList<>();
    for (SchemeResult scheme : result.schemes()) {
      Map<String, Long> byPart = new LinkedHashMap<>();
      for (Phase phase : Phase.values()) {
        byPart.put(phase.label(), scheme.cost().effectiveMultiplies(phase));
      }
      long issued =
          scheme.cost().operations().stream()
              .mapToLong(operation -> operation.work().multiplies())
              .reduce(0, Count::sum);
      long effective = scheme.cost().effectiveMultiplies();
      if (gated) {
        byPart.put(HELD_BACK, issued - effective);
      }
      List<String> cells = new ArrayList<>();
      byPart.values().forEach(count -> cells.add(Decimals.grouped(count)));
      cells.add(Decimals.grouped(issued));
      if (gated) {
        cells.add(Decimals.grouped(effective));
      }
      table.row(Phrases.name(scheme), cells);
      String total =
          Decimals.grouped(issued)
              + (gated ? ", " + Decimals.grouped(effective) + " effective" : "");
      bars.add(new StackedBars.Bar(Phrases.name(scheme), total, parts(byPart)));
    }
    String finding = gated ? gatedFinding() : issuedFinding();
    ChartFigure figure =
        new ChartFigure("multiplications", title, finding, multiplicationsReading(gated), table);
    for (Phase phase : Phase.values()) {
      figure.part(phase.label(), CyclesSection.partClass(phase));
    }
    if (gated) {
      figure.part(HELD_BACK, "held-back");
    }
    return figure
        .panel(bars("multiplications", title, finding, "multiplications per step", bars))
        .element();
  }

  private static List<StackedBars.Segment> parts(Map<String, Long> byPart) {
    List<StackedBars.Segment> parts = new ArrayList<>();
    byPart.forEach(
        (name, count) ->
            parts.add(
                new StackedBars.Segment(
                    name.equals(HELD_BACK) ? "held-back" : "phase-" + name.replace(' ', '-'),
                    (double) count,
                    name + ": " + Decimals.grouped(count))));
    return parts;
  }

  private static String multiplicationsReading(boolean gated) {
    return gated
        ? "Issued are all multiplications; those with an operand of zero are held back and take no"
            + " energy, counted while the trained network runs on training samples."
        : "Every multiplication issued. Zero gating is off on this accelerator"
            + " (accelerator.zeroGating), so those with an operand of zero are done, too.";
  }

  private String gatedFinding() {
    return "Left after zero gating: "
        + Phrases.listed(
            result.schemes().stream()
                .map(
                    scheme ->
                        Phrases.name(scheme)
                            + " "
                            + Phrases.share(
                                (double) scheme.cost().effectiveMultiplies(),
                                (double) issued(scheme)))
                .toList())
        + " of the multiplications issued.";
  }

  private String issuedFinding() {
    long from = issued(result.baseline());
    long to = result.schemes().stream().mapToLong(MovementSection::issued).min().orElseThrow();
    List<String> least =
        result.schemes().stream()
            .filter(scheme -> issued(scheme) == to)
            .map(Phrases::name)
            .toList();
    return from == to
        ? "No scheme issues fewer than " + Phrases.name(result.baseline()) + "."
        : "Fewest are issued by "
            + Phrases.listed(least)
            + ", "
            + Phrases.percentChange((double) from, (double) to)
            + " fewer than by "
            + Phrases.name(result.baseline())
            + ".";
  }

  private static long issued(SchemeResult scheme) {
    return scheme.cost().operations().stream()
        .mapToLong(operation -> operation.work().multiplies())
        .reduce(0, Count::sum);
  }

  private Element traffic() {
    String title = "Traffic of the whole step, by level and tensor";
    HtmlTable table =
        new HtmlTable("Words and bytes moved in " + Phrases.step(result.experiment()));
    table.head(List.of("Scheme", "Level", "Tensor", "Words read", "Words written", "Bytes moved"));
    for (SchemeResult scheme : result.schemes()) {
      moved(scheme)
          .forEach(
              (where, sum) ->
                  table.row(
                      Phrases.name(scheme),
                      List.of(
                          where.level().label(),
                          where.tensor(),
                          Decimals.grouped(sum.reads()),
                          Decimals.grouped(sum.writes()),
                          Decimals.grouped(sum.bits() / Byte.SIZE))));
    }
    List<Level> levels =
        Stream.of(Level.values())
            .filter(level -> allTraffic().anyMatch(t -> t.level() == level))
            .toList();
    String finding = trafficFinding(levels);
    ChartFigure figure =
        new ChartFigure(
            "traffic",
            title,
            finding,
            "SRAM: between the on-chip memories and the units; errors that the router hands to"
                + " many lanes at once are read once. "
                + (levels.contains(Level.DRAM)
                    ? "DRAM: between the memory off the chip and those on it."
                    : "No word crosses to DRAM: every tensor is taken to be on chip.")
                + " Reads and writes together.",
            table);
    List<String> roles = roles();
    for (int i = 0; i < roles.size(); i++) {
      figure.part(roles.get(i), "tensor-" + i % TENSOR_COLOURS);
    }
    for (Level level : levels) {
      List<StackedBars.Bar> bars = new ArrayList<>();
      for (SchemeResult scheme : result.schemes()) {
        bars.add(bar(scheme, level, roles));
      }
      figure.panel(
          level.name(),
          bars(
              "traffic-" + level.label(),
              title + ", " + level.label(),
              finding,
              "bytes per step",
              bars));
    }
    return figure.element();
  }

  private StackedBars.Bar bar(SchemeResult scheme, Level level, List<String> roles) {
    List<StackedBars.Segment> parts = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < roles.size(); i++) {
      String role = roles.get(i);
      long bytes =
          traffic(scheme)
                  .filter(t -> t.level() == level && role(t.tensor().kind()).equals(role))
                  .mapToLong(Traffic::bits)
                  .reduce(0, Count::sum)
              / Byte.SIZE;
      total += bytes;
      parts.add(
          new StackedBars.Segment(
              "tensor-" + i % TENSOR_COLOURS,
              (double) bytes,
              role + ": " + Decimals.grouped(bytes) + " bytes"));
    }
    return new StackedBars.Bar(Phrases.name(scheme), Decimals.grouped(total) + " bytes", parts);
  }

  private String trafficFinding(List<Level> levels) {
    List<String> sentences = new ArrayList<>();
    for (Level level : levels) {
      SchemeResult least =
          result.schemes().stream()
              .min(Comparator.comparingLong(scheme -> bits(scheme, level)))
              .orElseThrow();
      double from = bits(result.baseline(), level);
      double to = bits(least, level);
      sentences.add(
          "over the "
              + level
              + " level "
              + (from <= to
                  ? "no scheme moves less than " + Phrases.name(result.baseline())
                  : Phrases.name(least)
                      + " moves "
                      + Phrases.percentChange(from, to)
                      + " less than "
                      + Phrases.name(result.baseline())));
    }
    return "Counted in bits, " + Phrases.listed(sentences) + ".";
  }

  private static long bits(SchemeResult scheme, Level level) {
    return traffic(scheme)
        .filter(t -> t.level() == level)
        .mapToLong(Traffic::bits)
        .reduce(0, Count::sum);
  }

  /** Where words move. */
  private record Where(Level level, String tensor) {}

  private record Moved(long reads, long writes, long bits) {
    Moved plus(Moved other) {
      return new Moved(reads + other.reads, writes + other.writes, bits + other.bits);
    }
  }

  private static Map<Where, Moved> moved(SchemeResult scheme) {
    Map<Where, Moved> moved = new LinkedHashMap<>();
    traffic(scheme)
        .forEach(
            t ->
                moved.merge(
                    new Where(t.level(), t.tensor().toString()),
                    new Moved(t.reads(), t.writes(), t.bits()),
                    Moved::plus));
    return moved;
  }

  private List<String> roles() {
    Set<String> roles = new LinkedHashSet<>();
    allTraffic().forEach(t -> roles.add(role(t.tensor().kind())));
    return List.copyOf(roles);
  }

  /** Returns what is shown of {@code kind}, those together that differ in a stage only. */
  private static String role(TensorKind kind) {
    return switch (kind) {
      case PREACTIVATION -> TensorKind.ACTIVATION.label();
      case DELTA -> TensorKind.ERROR.label();
      default -> kind.label();
    };
  }

  private Stream<Traffic> allTraffic() {
    return result.schemes().stream().flatMap(MovementSection::traffic);
  }

  private static Stream<Traffic> traffic(SchemeResult scheme) {
    return scheme.cost().operations().stream().flatMap(o -> o.moved().traffic().stream());
  }

  private static Element bars(
      String id, String title, String finding, String unit, List<StackedBars.Bar> bars) {
    return new StackedBars(id, title, finding, unit, StackedBars.longest(bars), bars).element();
  }
}
