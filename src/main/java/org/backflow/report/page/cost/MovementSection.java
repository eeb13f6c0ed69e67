package org.backflow.report.page.cost;

import java.util.ArrayList;
import java.util.Collection;
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
import org.backflow.report.chart.BarFigure;
import org.backflow.report.chart.ChartFigure;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Listing;
import org.backflow.report.text.Phrases;
import org.backflow.report.verdict.Extremes;

/** What a step multiplies and what it moves: multiplications by phase, traffic by tensor. */
public record MovementSection(ComparisonResult result) {

  private static final int TENSOR_COLOURS = 10;
  private static final String TRAFFIC = "Traffic of the whole step, by level and tensor";

  public static Element of(ComparisonResult result) {
    MovementSection section = new MovementSection(result);
    return Element.of(
            "section",
            Element.of("h2", "Multiplications and traffic"),
            Element.of("div", section.multiplications(), section.traffic()).classed("columns"))
        .with("id", "movement");
  }

  private Element multiplications() {
    boolean gated = result.experiment().hardware().accelerator().zeroGating();
    BarFigure<SchemeResult> bars =
        new BarFigure<>(
            "multiplications",
            "Multiplications of the whole step, by phase",
            measure("multiplications per step", ""),
            Phrases::name,
            scheme ->
                Decimals.grouped(issued(scheme))
                    + (gated ? ", " + Decimals.grouped(effective(scheme)) + " effective" : ""));
    for (Phase phase : Phase.values()) {
      bars.part(
          phase.label(),
          CyclesSection.partClass(phase),
          scheme -> scheme.cost().effectiveMultiplies(phase));
    }
    if (gated) {
      bars.part("held back by zero gating", "held-back", s -> issued(s) - effective(s));
    }
    Listing<SchemeResult> listing = bars.listing().count("issued", MovementSection::issued);
    return bars.element(
        gated ? gatedFinding() : issuedFinding(),
        multiplicationsReading(gated),
        "Multiplications of " + Phrases.step(result.experiment()) + ", by phase",
        gated ? listing.count("effective", MovementSection::effective) : listing,
        result.schemes());
  }

  private static BarFigure.Measure measure(String axis, String unit) {
    return new BarFigure.Measure(axis, 1, count -> Decimals.grouped(count.longValue()) + unit);
  }

  private static long effective(SchemeResult scheme) {
    return scheme.cost().effectiveMultiplies();
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
        : "Fewest are issued by %s, %s fewer than by %s."
            .formatted(
                Phrases.listed(least),
                Phrases.percentChange((double) from, (double) to),
                Phrases.name(result.baseline()));
  }

  private static long issued(SchemeResult scheme) {
    return scheme.cost().operations().stream()
        .mapToLong(operation -> operation.work().multiplies())
        .reduce(0, Count::sum);
  }

  private Element traffic() {
    List<Row> rows = result.schemes().stream().flatMap(scheme -> moved(scheme).stream()).toList();
    HtmlTable table =
        HtmlTable.of(
            "Words and bytes moved in " + Phrases.step(result.experiment()),
            new Listing<Row>()
                .column("Scheme", Row::scheme)
                .column("Level", row -> row.level().label())
                .column("Tensor", Row::tensor)
                .count("Words read", Row::reads)
                .count("Words written", Row::writes)
                .count("Bytes moved", row -> row.bits() / Byte.SIZE),
            rows);
    List<Level> levels =
        Stream.of(Level.values())
            .filter(level -> rows.stream().anyMatch(row -> row.level() == level))
            .toList();
    String finding = trafficFinding(levels);
    String reading =
        "SRAM: between the on-chip memories and the units; errors that the router hands to"
            + " many lanes at once are read once. "
            + (levels.contains(Level.DRAM)
                ? "DRAM: between the memory off the chip and those on it."
                : "No word crosses to DRAM: every tensor is taken to be on chip.")
            + " Reads and writes together.";
    ChartFigure figure = bars(Level.SRAM).figure(finding, reading, table);
    for (Level level : levels) {
      figure.panel(
          level.name(),
          bars(level)
              .drawing(
                  "traffic-" + level.label(),
                  TRAFFIC + ", " + level.label(),
                  finding,
                  result.schemes(),
                  bars(level).longest(result.schemes())));
    }
    return figure.element();
  }

  /** Returns the bars of a level; their legend is the same for every level. */
  private BarFigure<SchemeResult> bars(Level level) {
    List<String> roles = roles();
    BarFigure<SchemeResult> bars =
        new BarFigure<>(
            "traffic",
            TRAFFIC,
            measure("bytes per step", " bytes"),
            Phrases::name,
            scheme ->
                Decimals.grouped(roles.stream().mapToLong(role -> bytes(scheme, level, role)).sum())
                    + " bytes");
    for (int i = 0; i < roles.size(); i++) {
      String role = roles.get(i);
      bars.part(role, "tensor-" + i % TENSOR_COLOURS, scheme -> bytes(scheme, level, role));
    }
    return bars;
  }

  private static long bytes(SchemeResult scheme, Level level, String role) {
    return traffic(scheme)
            .filter(t -> t.level() == level && role(t.tensor().kind()).equals(role))
            .mapToLong(Traffic::bits)
            .reduce(0, Count::sum)
        / Byte.SIZE;
  }

  private String trafficFinding(List<Level> levels) {
    List<String> sentences = new ArrayList<>();
    for (Level level : levels) {
      SchemeResult least = Extremes.least(result, scheme -> bits(scheme, level));
      double from = bits(result.baseline(), level);
      double to = bits(least, level);
      sentences.add(
          "over the %s level %s"
              .formatted(
                  level,
                  from <= to
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

  /** What moves of a tensor at a level under a scheme. */
  private record Row(
      String scheme, Level level, String tensor, long reads, long writes, long bits) {
    Row plus(Row other) {
      return new Row(
          scheme, level, tensor, reads + other.reads, writes + other.writes, bits + other.bits);
    }
  }

  private static Collection<Row> moved(SchemeResult scheme) {
    Map<List<Object>, Row> rows = new LinkedHashMap<>();
    traffic(scheme)
        .forEach(
            t -> {
              String tensor = t.tensor().toString();
              rows.merge(
                  List.of(t.level(), tensor),
                  new Row(Phrases.name(scheme), t.level(), tensor, t.reads(), t.writes(), t.bits()),
                  Row::plus);
            });
    return rows.values();
  }

  private List<String> roles() {
    Set<String> roles = new LinkedHashSet<>();
    result.schemes().stream()
        .flatMap(MovementSection::traffic)
        .forEach(t -> roles.add(role(t.tensor().kind())));
    return List.copyOf(roles);
  }

  /** Returns what is shown of {@code kind}, those together that differ in a stage only. */
  private static String role(TensorKind kind) {
    return switch (kind) {
      case PREACTIVATION, SUM -> TensorKind.ACTIVATION.label();
      case DELTA -> TensorKind.ERROR.label();
      default -> kind.label();
    };
  }

  private static Stream<Traffic> traffic(SchemeResult scheme) {
    return scheme.cost().operations().stream().flatMap(o -> o.moved().traffic().stream());
  }
}
