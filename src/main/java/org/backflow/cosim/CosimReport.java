package org.backflow.cosim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the co-simulation prints: a table for people, JSON for programs.
 *
 * @param title what was simulated, with the command that repeats it
 */
public record CosimReport(String title, List<CosimResult> results, List<SelfTestResult> selfTests) {

  private static final double PERCENT = 100.0;
  private static final double MILLION = 1e6;
  private static final int NAME_WIDTH = 16;

  /** Copies the lists. */
  public CosimReport {
    results = List.copyOf(results);
    selfTests = List.copyOf(selfTests);
  }

  /** Returns whether everything that should be equal is, and every fault was seen. */
  public boolean passed() {
    return results.size() + selfTests.size() > 0
        && results.stream().allMatch(CosimResult::equal)
        && selfTests.stream().allMatch(SelfTestResult::passed);
  }

  /** Returns the table. */
  public String text() {
    StringBuilder text = new StringBuilder("\n" + title + "\n");
    results.forEach(result -> append(text, result));
    selfTests.forEach(result -> append(text, result));
    return text.append('\n').append(passed() ? "equal" : "DIFFERENT").append('\n').toString();
  }

  private static void append(StringBuilder text, CosimResult result) {
    text.append(
        line(
            "\n%-" + NAME_WIDTH + "s %8s %12s %12s %7s %10s %7s",
            result.name(),
            "steps",
            "words",
            "cycles",
            "differ",
            "RTL cyc/s",
            "Java"));
    for (CosimResult.Case each : result.cases()) {
      text.append(
          line(
              "%-" + NAME_WIDTH + "s %,8d %,12d %,12d %7s %10s %7s",
              shortName(text, each.name()),
              each.steps(),
              each.counts().words(),
              each.counts().cycles(),
              each.equal() ? "0" : "yes",
              each.speed()
                  .map(s -> String.format(Locale.ROOT, "%.2f M", s.cyclesPerSecond() / MILLION))
                  .orElse(""),
              each.speed()
                  .map(s -> String.format(Locale.ROOT, "%.0fx", s.javaSpeedup()))
                  .orElse("")));
    }
    for (CosimResult.Case each : result.cases()) {
      each.remark().ifPresent(remark -> text.append(line("%s: %s", each.name(), remark)));
      each.accuracy()
          .ifPresent(
              accuracy ->
                  text.append(
                      line(
                          "%s: test accuracy %.2f %% with the weights of the RTL, %.2f %% in Java",
                          each.name(), PERCENT * accuracy.rtl(), PERCENT * accuracy.java())));
      each.difference().ifPresent(d -> text.append(line("%s: %s", each.name(), d)));
    }
  }

  /** Puts a name that is too long for its column on a line of its own. */
  private static String shortName(StringBuilder text, String name) {
    if (name.length() <= NAME_WIDTH) {
      return name;
    }
    text.append(name).append('\n');
    return "";
  }

  private static void append(StringBuilder text, SelfTestResult result) {
    text.append(line("\nself-test of %s: faults put into the RTL", result.name()));
    for (SelfTestResult.Probe probe : result.probes()) {
      String found = probe.difference().isPresent() ? "different" : "equal";
      text.append(line("%-4s  %-52s  %s", probe.passed() ? "pass" : "FAIL", probe.name(), found));
      probe.difference().ifPresent(difference -> appendEvidence(text, difference));
    }
  }

  /** The first line of both sides, of all that the difference shows. */
  private static void appendEvidence(StringBuilder text, String difference) {
    for (String side : List.of("expected ", "RTL ")) {
      difference
          .lines()
          .filter(shown -> shown.stripLeading().startsWith(side))
          .findFirst()
          .ifPresent(shown -> text.append(line("      %s", shown)));
    }
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).stripTrailing() + "\n";
  }

  /** Returns the JSON document. */
  public String json() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("title", title);
    tree.put("equal", passed());
    tree.put("parts", results.stream().map(CosimReport::tree).toList());
    tree.put("selfTests", selfTests.stream().map(CosimReport::tree).toList());
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return JsonMapper.builder().build().writer(printer).writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("a tree of maps, lists, texts and numbers", impossible);
    }
  }

  private static Map<String, Object> tree(CosimResult result) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", result.name());
    tree.put("equal", result.equal());
    tree.put("steps", result.steps());
    tree.put("words", result.counts().words());
    tree.put("cycles", result.counts().cycles());
    tree.put("differences", result.differences());
    List<Map<String, Object>> cases = new ArrayList<>();
    result.cases().forEach(each -> cases.add(tree(each)));
    tree.put("cases", cases);
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
}
