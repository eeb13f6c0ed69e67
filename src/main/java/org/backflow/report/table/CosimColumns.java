package org.backflow.report.table;

import static org.backflow.figure.Kind.COUNT;
import static org.backflow.figure.Kind.FLAG;
import static org.backflow.figure.Kind.FRACTION;
import static org.backflow.figure.Kind.RATIO;
import static org.backflow.figure.Kind.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.backflow.cosim.CosimResult;
import org.backflow.cosim.SelfTestResult;
import org.backflow.figure.Figure;
import org.backflow.figure.FigureTable;
import org.backflow.figure.Kind;
import org.backflow.figure.Term;

/** The columns of what a co-simulation found. */
public final class CosimColumns {

  /** A case of a part of the co-simulation. */
  public record CaseOf(String part, CosimResult.Case compared) {}

  /** What was done to the RTL in a part of the co-simulation. */
  public record ProbeOf(String part, SelfTestResult.Probe probe) {}

  private static final String PART = "Of the co-simulation.";

  public static final FigureTable<CaseOf> CASES =
      new FigureTable<>(
          "cosim",
          "backflow cosim --format csv: a line per part and case",
          List.of(
              column(TEXT, "part", "", PART, CaseOf::part),
              column(TEXT, "case", "", "What was compared.", each -> each.compared().name()),
              column(
                  FLAG,
                  "equal",
                  "",
                  "Whether something was compared and no difference found.",
                  each -> each.compared().equal()),
              column(
                  COUNT,
                  "steps",
                  "steps",
                  "Training steps, or folds.",
                  each -> each.compared().steps()),
              column(
                  COUNT,
                  "records",
                  "records",
                  "Lines of the trace, compared and equal.",
                  each -> each.compared().counts().records()),
              column(
                  COUNT,
                  "words",
                  "words",
                  "Compared and equal.",
                  each -> each.compared().counts().words()),
              column(
                  COUNT,
                  "cycles",
                  "cycles",
                  "Compared and equal.",
                  each -> each.compared().counts().cycles()),
              CosimColumns.<CaseOf>column(
                      FRACTION,
                      "rtl_test_accuracy",
                      "fraction",
                      "Of the weights that the RTL ends with.",
                      each -> each.compared().accuracy().map(CosimResult.Accuracy::rtl))
                  .optional(),
              CosimColumns.<CaseOf>column(
                      FRACTION,
                      "java_test_accuracy",
                      "fraction",
                      "Of the weights that Java ends with.",
                      each -> each.compared().accuracy().map(CosimResult.Accuracy::java))
                  .optional(),
              CosimColumns.<CaseOf>column(
                      RATIO,
                      "simulated_cycles_per_second",
                      "1/s",
                      "Cycles of the RTL by wall time of the simulation.",
                      each -> each.compared().speed().map(CosimResult.Speed::cyclesPerSecond))
                  .optional(),
              CosimColumns.<CaseOf>column(
                      RATIO,
                      "java_speedup",
                      "ratio",
                      "Wall time of the simulation over that of Java on the same work.",
                      each -> each.compared().speed().map(CosimResult.Speed::javaSpeedup))
                  .optional()),
          List.of("part", "case"));

  public static final FigureTable<ProbeOf> PROBES =
      new FigureTable<>(
          "cosim-self-test",
          "backflow cosim --self-test --format csv: a line per part and fault",
          List.of(
              column(TEXT, "part", "", PART, ProbeOf::part),
              column(TEXT, "probe", "", "What was done to the RTL.", each -> each.probe().name()),
              column(
                  FLAG,
                  "faulty",
                  "",
                  "Whether that must make a difference.",
                  each -> each.probe().faulty()),
              column(
                  FLAG,
                  "different",
                  "",
                  "Whether a difference was found.",
                  each -> each.probe().difference().isPresent()),
              column(
                  FLAG,
                  "passed",
                  "",
                  "Whether the answer is the right one.",
                  each -> each.probe().passed())),
          List.of("part", "probe"));

  private CosimColumns() {}

  private static <T> Figure<T> column(
      Kind kind, String name, String unit, String meaning, Function<T, ?> reader) {
    return Figure.<T>of(kind, name, Term.of(name, meaning), reader).in(unit);
  }

  static List<CaseOf> cases(List<CosimResult> results) {
    List<CaseOf> cases = new ArrayList<>();
    results.forEach(
        result -> result.cases().forEach(each -> cases.add(new CaseOf(result.name(), each))));
    return cases;
  }

  static List<ProbeOf> probes(List<SelfTestResult> results) {
    List<ProbeOf> probes = new ArrayList<>();
    results.forEach(
        result -> result.probes().forEach(each -> probes.add(new ProbeOf(result.name(), each))));
    return probes;
  }
}
