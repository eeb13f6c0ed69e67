package org.backflow.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.backflow.cosim.CosimResult;
import org.backflow.cosim.SelfTestResult;
import org.backflow.figure.FigureTable;
import org.backflow.files.Json;
import org.backflow.report.result.CsvFile;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Document;
import org.backflow.report.text.Listing;
import org.backflow.report.text.Mark;
import org.backflow.report.text.Printable;
import org.backflow.report.text.TextTable;

/** What the co-simulation found, for the terminal, for programs and for spreadsheets. */
public final class CosimTable implements Printable {

  private static final double PERCENT = 100.0;
  private static final double MILLION = 1e6;

  private final String title;
  private final List<CosimResult> results;
  private final List<SelfTestResult> selfTests;

  /**
   * Creates the views of what was found.
   *
   * @param title what was simulated
   * @param results of comparisons; empty where self-tests were made
   * @param selfTests of faults put into the RTL; empty where comparisons were made
   */
  public CosimTable(String title, List<CosimResult> results, List<SelfTestResult> selfTests) {
    this.title = title;
    this.results = List.copyOf(results);
    this.selfTests = List.copyOf(selfTests);
  }

  /** Returns whether everything that should be equal is, and every fault was seen. */
  public boolean passed() {
    return results.size() + selfTests.size() > 0
        && results.stream().allMatch(CosimResult::equal)
        && selfTests.stream().allMatch(SelfTestResult::passed);
  }

  @Override
  public Document document() {
    Document document = new Document().gap().line(title);
    results.forEach(result -> add(document, result));
    selfTests.forEach(result -> add(document, result));
    return document
        .gap()
        .line(passed() ? "equal" : "DIFFERENT", "", passed() ? Mark.GOOD : Mark.BAD);
  }

  private static void add(Document document, CosimResult result) {
    TextTable table =
        new Listing<CosimResult.Case>()
            .column(result.name(), CosimResult.Case::name)
            .count("steps", CosimResult.Case::steps)
            .count("words", each -> each.counts().words())
            .count("cycles", each -> each.counts().cycles())
            .marked(
                "differences",
                each -> each.equal() ? "0" : "yes",
                each -> each.equal() ? Mark.NONE : Mark.BAD)
            .column(
                "RTL cycles/s",
                each -> speed(each, 1 / MILLION, 2, " M", CosimResult.Speed::cyclesPerSecond))
            .column("Java is", each -> speed(each, 1, 0, "x", CosimResult.Speed::javaSpeedup))
            .table(result.cases());
    document.gap().table(table);
    for (CosimResult.Case each : result.cases()) {
      each.remark().ifPresent(remark -> document.line(each.name() + ": " + remark, "  "));
      each.accuracy()
          .ifPresent(
              accuracy ->
                  document.line(
                      "%s: test accuracy %s %% with the weights of the RTL, %s %% in Java"
                          .formatted(
                              each.name(),
                              Decimals.fixed(PERCENT * accuracy.rtl(), 2),
                              Decimals.fixed(PERCENT * accuracy.java(), 2)),
                      "  "));
      each.difference()
          .ifPresent(difference -> evidence(document, each.name() + ": " + difference));
    }
  }

  private static void add(Document document, SelfTestResult result) {
    TextTable table =
        new Listing<SelfTestResult.Probe>()
            .column(
                "self-test of " + result.name() + ": faults put into the RTL",
                SelfTestResult.Probe::name)
            .column("found", each -> each.difference().isPresent() ? "different" : "equal")
            .marked(
                "",
                each -> each.passed() ? "pass" : "FAIL",
                each -> each.passed() ? Mark.NONE : Mark.BAD)
            .table(result.probes());
    document.gap().table(table);
    for (SelfTestResult.Probe probe : result.probes()) {
      probe
          .difference()
          .map(CosimTable::bothSides)
          .filter(sides -> !sides.isEmpty())
          .ifPresent(sides -> evidence(document, probe.name() + ":\n" + sides));
    }
  }

  private static String speed(
      CosimResult.Case each,
      double factor,
      int digits,
      String unit,
      ToDoubleFunction<CosimResult.Speed> figure) {
    return each.speed()
        .map(speed -> Decimals.fixed(factor * figure.applyAsDouble(speed), digits) + unit)
        .orElse("");
  }

  /** Returns the first line of either side, of all that the difference shows. */
  private static String bothSides(String difference) {
    List<String> sides = new ArrayList<>();
    for (String side : List.of("expected ", "RTL ")) {
      difference
          .lines()
          .filter(shown -> shown.stripLeading().startsWith(side))
          .findFirst()
          .ifPresent(shown -> sides.add("  " + shown.strip()));
    }
    return String.join("\n", sides);
  }

  private static void evidence(Document document, String lines) {
    lines.lines().forEach(line -> document.line(line.stripTrailing(), "    "));
  }

  @Override
  public String json() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", ResultsJson.SCHEMA_VERSION);
    tree.put("title", title);
    tree.put("equal", passed());
    tree.put("parts", results.stream().map(CosimTable::tree).toList());
    tree.put("selfTests", selfTests.stream().map(CosimTable::tree).toList());
    return Json.write(tree);
  }

  private static Map<String, Object> tree(CosimResult result) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", result.name());
    tree.put("equal", result.equal());
    tree.put("steps", result.steps());
    tree.put("words", result.counts().words());
    tree.put("cycles", result.counts().cycles());
    tree.put("differences", result.differences());
    tree.put("cases", FigureTable.trees(CosimFigures.OF_CASE, result.cases()));
    return tree;
  }

  private static Map<String, Object> tree(SelfTestResult result) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", result.name());
    tree.put("passed", result.passed());
    tree.put("probes", FigureTable.trees(CosimFigures.OF_PROBE, result.probes()));
    return tree;
  }

  /** Returns a line per case or, of self-tests, per fault. */
  @Override
  public String csv() {
    return results.isEmpty()
        ? CsvFile.of(CosimFigures.PROBES, CosimFigures.probes(selfTests))
        : CsvFile.of(CosimFigures.CASES, CosimFigures.cases(results));
  }
}
