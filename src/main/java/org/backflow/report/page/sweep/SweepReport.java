package org.backflow.report.page.sweep;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.backflow.report.chart.HeatMap;
import org.backflow.report.chart.SvgChart;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.html.Page;
import org.backflow.report.output.IncompleteReportException;
import org.backflow.report.output.OutputException;
import org.backflow.report.output.ReportViews;
import org.backflow.report.table.SweepTable;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Listing;
import org.backflow.sweep.Column;
import org.backflow.sweep.Columns;
import org.backflow.sweep.Objective;
import org.backflow.sweep.Row;
import org.backflow.sweep.SweepAnalysis;
import org.backflow.sweep.SweepCounts;
import org.backflow.sweep.SweepFolder;

/** A sweep as one self-contained page. */
public final class SweepReport {
  private static final int MOST_ROWS = 200;

  private final SweepAnalysis analysis;
  private final SweepFolder folder;
  private final Columns columns;
  private final String command;
  private final String repeat;

  /**
   * Prepares the page.
   *
   * @param command the command that repeats the sweep
   * @param repeat the command that repeats a point, but for its settings
   */
  public SweepReport(SweepAnalysis analysis, SweepFolder folder, String command, String repeat) {
    this.analysis = analysis;
    this.folder = folder;
    this.columns = analysis.sweep().columns();
    this.command = command;
    this.repeat = repeat;
  }

  /**
   * Writes {@code index.html}, whole or not at all.
   *
   * @throws OutputException when it cannot be written
   * @throws IncompleteReportException when it could not be made
   */
  public void write() {
    ReportViews views = new ReportViews(folder.path());
    views.write("index.html", this::page);
    views.requireComplete();
  }

  private String page() {
    return Page.of(
        analysis.sweep().name() + ", sweep of the design space",
        analysis.sweep().name(),
        List.of(header(), main(), Page.footer(folder.toolVersion(), "sweep")));
  }

  private Element main() {
    Element main = Element.of("main", verdict(), front());
    List<HeatMap> maps = SweepHeatMaps.of(analysis, folder);
    if (!maps.isEmpty()) {
      Element section =
          Element.of("section", Element.of("h2", "Two settings at a time")).with("id", "maps");
      maps.forEach(map -> section.add(map.element()));
      main.add(section);
    }
    return main.add(effects()).add(provenance());
  }

  private Element header() {
    return Element.of(
        "header",
        Page.colours(),
        Element.of("p", "Backflow, sweep of the design space").classed("kicker"),
        Element.of("h1", analysis.sweep().name()),
        Element.of("p", analysis.sweep().description()),
        Element.of(
                "p",
                analysis.sweep().train()
                    ? "trained and costed at every point"
                    : "costed from shapes alone at every point")
            .classed("facts"));
  }

  private Element verdict() {
    SweepCounts counts = analysis.counts();
    List<Row> front = analysis.front().rows();
    Element list = Element.of("ul");
    for (Objective objective : analysis.objectives()) {
      front.stream()
          .min(Comparator.comparingDouble(row -> signed(objective, row)))
          .ifPresent(
              row ->
                  list.add(
                      Element.of(
                          "li",
                          (objective.most() ? "Most " : "Least ")
                              + columns.get(objective.column()).name()
                              + ": "
                              + SweepTable.figure(columns, row, objective.column())
                              + " at point "
                              + row.point()
                              + " ("
                              + settings(row)
                              + ")")));
    }
    for (int i = 0; i < counts.dropped().size(); i++) {
      list.add(
          Element.of(
              "li",
              Decimals.grouped(counts.dropped().get(i))
                  + " points were dropped by "
                  + analysis.sweep().constraints().get(i)));
    }
    if (counts.failed() > 0) {
      list.add(
          Element.of(
              "li",
              Decimals.grouped(counts.failed())
                  + " points failed: their configuration is refused, results.csv says why"));
    }
    return Element.of(
            "section",
            Element.of(
                    "p",
                    "%s of %s designs are beaten by no other in %s."
                        .formatted(front.size(), Decimals.grouped(counts.done()), names()))
                .classed("headline"),
            list)
        .with("id", "verdict");
  }

  private static double signed(Objective objective, Row row) {
    double number = row.number(objective.column());
    return objective.most() ? -number : number;
  }

  private String names() {
    return analysis.objectives().stream()
        .map(objective -> columns.get(objective.column()).name())
        .collect(Collectors.joining(", "));
  }

  /** Returns the settings that tell the points from each other. */
  private String settings(Row row) {
    return analysis.sensitivity().varied().stream()
        .map(setting -> columns.get(setting).name() + " " + row.text(setting))
        .collect(Collectors.joining(", "));
  }

  private String repeating(Row row) {
    StringBuilder words = new StringBuilder(repeat);
    for (String setting : analysis.sweep().settings(row.point())) {
      words.append(" --set ").append(quoted(setting));
    }
    return words.toString();
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_=.,/+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private Element front() {
    Element section = Element.of("section", Element.of("h2", "Pareto front")).with("id", "front");
    List<Row> front = analysis.front().rows();
    if (analysis.objectives().size() > 1) {
      section.add(scatter(front));
    }
    Set<Integer> shown = new LinkedHashSet<>(analysis.sensitivity().varied());
    analysis.objectives().forEach(objective -> shown.add(objective.column()));
    HtmlTable table =
        HtmlTable.of(
            "Points that no other equals in every objective and beats in one"
                + (front.size() > MOST_ROWS
                    ? "; the first " + MOST_ROWS + " of " + front.size()
                    : ""),
            SweepTable.listing(analysis, List.copyOf(shown))
                .column(
                    "to repeat it",
                    row ->
                        Element.of(
                            "details",
                            Element.of("summary", "command"),
                            Element.of("pre", repeating(row)))),
            front.subList(0, Math.min(MOST_ROWS, front.size())));
    section.add(table.element());
    SweepTable.remarks(front).forEach(remark -> section.add(Element.of("p", remark)));
    return section;
  }

  private Element scatter(List<Row> front) {
    Objective up = analysis.objectives().get(0);
    Objective across = analysis.objectives().get(1);
    SweepScatter scatter = new SweepScatter(columns, across, up);
    folder.read(analysis.sweep(), scatter::measure);
    if (scatter.isEmpty()) {
      return Element.of("p", "No point has both objectives.");
    }
    Element drawing =
        scatter.drawing(
            columns,
            front,
            taker -> folder.read(analysis.sweep(), taker),
            row -> "point " + row.point() + ": " + settings(row) + "\n" + repeating(row));
    Element legend = Element.of("ul").classed("legend");
    int series = 0;
    for (String scheme : scatter.schemes()) {
      SvgChart swatch = SvgChart.ornament(14, 14);
      swatch.marker(7, 7, series).classed("mark " + SvgChart.colour(series));
      legend.add(Element.of("li", swatch.element(), " ", scheme));
      series++;
    }
    String sentence =
        scatter.tellsAll()
            ? "Every point is a dot that tells its settings and the command that repeats it; open"
                + " marks are the front."
            : Decimals.grouped(scatter.points())
                + " points, one dot for all of a scheme at the same place; open marks are the"
                + " front, which tell their settings and the command that repeats them.";
    return Element.of(
        "figure",
        Element.of(
            "h3", columns.get(up.column()).name() + " by " + columns.get(across.column()).name()),
        legend,
        Element.of("div", Element.of("div", drawing).classed("panel")).classed("panels"),
        Element.of("figcaption", sentence));
  }

  private Element effects() {
    HtmlTable table =
        HtmlTable.of(
            "Share of an outcome's variance between the means of a setting's values (eta squared)",
            SweepTable.effects(analysis),
            analysis.sensitivity().outcomes());
    return Element.of(
            "section",
            Element.of("h2", "Main effects"),
            Element.of(
                "p",
                "What each setting decides by itself. Over a whole grid the shares of a line add up"
                    + " to at most 100 %; what is missing are interactions. Where points were"
                    + " dropped, failed or sampled, shares may overlap."),
            table.element())
        .with("id", "effects");
  }

  private Element provenance() {
    HtmlTable table =
        HtmlTable.of(
            "Columns of results.csv and results.parquet",
            new Listing<Column>()
                .column("column", Column::name)
                .column("unit", Column::unit)
                .column("meaning", Column::meaning),
            columns.all());
    return Element.of(
            "section",
            Element.of("h2", "Provenance"),
            Element.of("p", "The sweep, from the project's folder:"),
            Element.of("pre", command),
            Element.of(
                "p",
                "Estimates of FPGA resources are fitted to synthesis; those with ~ are extrapolated"
                    + " beyond it, resources_extrapolated in results.csv says in what. They say"
                    + " nothing of the clock."),
            Element.of("details", Element.of("summary", "Columns"), table.element("prose")))
        .with("id", "provenance");
  }
}
