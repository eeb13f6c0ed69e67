package org.backflow.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backflow.cosim.CosimResult;
import org.backflow.cosim.SelfTestResult;
import org.backflow.files.Json;
import org.backflow.report.result.CsvFile;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Document;
import org.backflow.report.text.Mark;
import org.backflow.report.text.Printable;
import org.backflow.report.text.TextTable;

/** What the co-simulation found, for the terminal, for programs and for spreadsheets. */
public final class CosimTable implements Printable {

  private static final double PERCENT = 100.0;
  private static final double MILLION = 1e6;
  private static final int SELF_TEST_VERDICT_COLUMN = 2;
  private static final int DIFFERENCES_COLUMN = 4;

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
    TextTable table = new TextTable();
    table.row(result.name(), "steps", "words", "cycles", "differences", "RTL cycles/s", "Java is");
    for (CosimResult.Case each : result.cases()) {
      table.row(
          each.name(),
          Decimals.grouped(each.steps()),
          Decimals.grouped(each.counts().words()),
          Decimals.grouped(each.counts().cycles()),
          each.equal() ? "0" : "yes",
          each.speed()
              .map(speed -> Decimals.fixed(speed.cyclesPerSecond() / MILLION, 2) + " M")
              .orElse(""),
          each.speed().map(speed -> Decimals.fixed(speed.javaSpeedup(), 0) + "x").orElse(""));
      table.mark(DIFFERENCES_COLUMN, each.equal() ? Mark.NONE : Mark.BAD);
    }
    document.gap().table(table);
    for (CosimResult.Case each : result.cases()) {
      each.remark().ifPresent(remark -> document.line(each.name() + ": " + remark, "  "));
      each.accuracy()
          .ifPresent(
              accuracy ->
                  document.line(
                      each.name()
                          + ": test accuracy "
                          + Decimals.fixed(PERCENT * accuracy.rtl(), 2)
                          + " % with the weights of the RTL, "
                          + Decimals.fixed(PERCENT * accuracy.java(), 2)
                          + " % in Java",
                      "  "));
      each.difference()
          .ifPresent(difference -> evidence(document, each.name() + ": " + difference));
    }
  }

  private static void add(Document document, SelfTestResult result) {
    TextTable table = new TextTable();
    table.row("self-test of " + result.name() + ": faults put into the RTL", "found", "");
    for (SelfTestResult.Probe probe : result.probes()) {
      table.row(
          probe.name(),
          probe.difference().isPresent() ? "different" : "equal",
          probe.passed() ? "pass" : "FAIL");
      table.mark(SELF_TEST_VERDICT_COLUMN, probe.passed() ? Mark.NONE : Mark.BAD);
    }
    document.gap().table(table);
    for (SelfTestResult.Probe probe : result.probes()) {
      probe
          .difference()
          .map(CosimTable::bothSides)
          .filter(sides -> !sides.isEmpty())
          .ifPresent(sides -> evidence(document, probe.name() + ":\n" + sides));
    }
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
    tree.put("cases", result.cases().stream().map(CosimTable::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(CosimResult.Case each) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", each.name());
    each.remark().ifPresent(remark -> tree.put("remark", remark));
    tree.put("equal", each.equal());
    tree.put("steps", each.steps());
    tree.put("records", each.counts().records());
    tree.put("words", each.counts().words());
    tree.put("cycles", each.counts().cycles());
    each.difference().ifPresent(difference -> tree.put("difference", difference));
    each.accuracy()
        .ifPresent(
            accuracy -> {
              tree.put("rtlTestAccuracy", accuracy.rtl());
              tree.put("javaTestAccuracy", accuracy.java());
            });
    each.speed()
        .ifPresent(
            speed -> {
              tree.put("simulatedCycles", speed.simulatedCycles());
              tree.put("buildSeconds", speed.buildSeconds());
              tree.put("simulatorSeconds", speed.simulatorSeconds());
              tree.put("javaSeconds", speed.javaSeconds());
              tree.put("simulatedCyclesPerSecond", speed.cyclesPerSecond());
              tree.put("javaSpeedup", speed.javaSpeedup());
            });
    return tree;
  }

  private static Map<String, Object> tree(SelfTestResult result) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", result.name());
    tree.put("passed", result.passed());
    List<Map<String, Object>> probes = new ArrayList<>();
    for (SelfTestResult.Probe probe : result.probes()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", probe.name());
      one.put("faulty", probe.faulty());
      one.put("passed", probe.passed());
      probe.difference().ifPresent(difference -> one.put("difference", difference));
      probes.add(one);
    }
    tree.put("probes", probes);
    return tree;
  }

  /** Returns a line per case or, of self-tests, per fault. */
  @Override
  public String csv() {
    return results.isEmpty()
        ? CsvFile.of(CosimColumns.PROBES, CosimColumns.probes(selfTests))
        : CsvFile.of(CosimColumns.CASES, CosimColumns.cases(results));
  }
}
