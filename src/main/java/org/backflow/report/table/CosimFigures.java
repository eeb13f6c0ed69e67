package org.backflow.report.table;

import static org.backflow.figure.Kind.COUNT;
import static org.backflow.figure.Kind.FLAG;
import static org.backflow.figure.Kind.FRACTION;
import static org.backflow.figure.Kind.RATIO;
import static org.backflow.figure.Kind.TEXT;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.backflow.cosim.CosimResult;
import org.backflow.cosim.SelfTestResult;
import org.backflow.figure.Figure;
import org.backflow.figure.FigureTable;
import org.backflow.figure.Kind;
import org.backflow.figure.Term;

/** What a co-simulation says of a case and of a fault, in JSON and in files of rows. */
public final class CosimFigures {
  /** A case of a part of the co-simulation. */
  public record CaseOf(String part, CosimResult.Case compared) {}

  /** What was done to the RTL in a part of the co-simulation. */
  public record ProbeOf(String part, SelfTestResult.Probe probe) {}

  private static final String CYCLES = "cycles";
  private static final String SECONDS = "s";

  /** Of a case, in JSON. */
  public static final List<Figure<CosimResult.Case>> OF_CASE =
      List.of(
          of(TEXT, "case", "", "What was compared.", CosimResult.Case::name).keyed("name"),
          of(TEXT, "remark", "", "What a reader must know of it.", CosimResult.Case::remark)
              .optional(),
          of(
              FLAG,
              "equal",
              "",
              "Whether something was compared and no difference found.",
              CosimResult.Case::equal),
          of(COUNT, "steps", "steps", "Training steps, or folds.", CosimResult.Case::steps),
          of(
              COUNT,
              "records",
              "records",
              "Lines of the trace, compared and equal.",
              each -> each.counts().records()),
          of(COUNT, "words", "words", "Compared and equal.", each -> each.counts().words()),
          of(COUNT, CYCLES, CYCLES, "Compared and equal.", each -> each.counts().cycles()),
          of(
                  TEXT,
                  "difference",
                  "",
                  "The first difference, with lines of both sides and where the files are.",
                  CosimResult.Case::difference)
              .optional(),
          accuracy("rtl", "the RTL", CosimResult.Accuracy::rtl),
          accuracy("java", "Java", CosimResult.Accuracy::java),
          speed(
              COUNT,
              "simulated_cycles",
              CYCLES,
              "Of the RTL, those that load data included; where time was taken.",
              CosimResult.Speed::simulatedCycles),
          speed(
              RATIO,
              "build_seconds",
              SECONDS,
              "Wall time of the build.",
              CosimResult.Speed::buildSeconds),
          speed(
              RATIO,
              "simulator_seconds",
              SECONDS,
              "Wall time of the simulation.",
              CosimResult.Speed::simulatorSeconds),
          speed(
              RATIO,
              "java_seconds",
              SECONDS,
              "Wall time of the fast Java path on the same work.",
              CosimResult.Speed::javaSeconds),
          speed(
              RATIO,
              "simulated_cycles_per_second",
              "1/s",
              "Cycles of the RTL by wall time of the simulation.",
              CosimResult.Speed::cyclesPerSecond),
          speed(
              RATIO,
              "java_speedup",
              "ratio",
              "Wall time of the simulation over that of Java on the same work.",
              CosimResult.Speed::javaSpeedup));

  /** What stands in JSON only. */
  private static final Set<String> NO_COLUMNS =
      Set.of(
          "remark",
          "difference",
          "simulated_cycles",
          "build_seconds",
          "simulator_seconds",
          "java_seconds");

  /** Of a fault, in JSON. */
  public static final List<Figure<SelfTestResult.Probe>> OF_PROBE =
      List.of(
          of(TEXT, "probe", "", "What was done to the RTL.", SelfTestResult.Probe::name)
              .keyed("name"),
          of(
              FLAG,
              "faulty",
              "",
              "Whether that must make a difference.",
              SelfTestResult.Probe::faulty),
          of(
              FLAG,
              "passed",
              "",
              "Whether the answer is the right one.",
              SelfTestResult.Probe::passed),
          of(
                  TEXT,
                  "difference",
                  "",
                  "The difference that was found.",
                  SelfTestResult.Probe::difference)
              .optional());

  public static final FigureTable<CaseOf> CASES =
      new FigureTable<>(
          "cosim",
          "backflow cosim --format csv: a line per part and case",
          Stream.concat(
                  Stream.of(part(CaseOf::part)),
                  OF_CASE.stream()
                      .filter(figure -> !NO_COLUMNS.contains(figure.column()))
                      .map(figure -> figure.of(CaseOf::compared)))
              .toList(),
          List.of("part", "case"));

  public static final FigureTable<ProbeOf> PROBES =
      new FigureTable<>(
          "cosim-self-test",
          "backflow cosim --self-test --format csv: a line per part and fault",
          List.of(
              part(ProbeOf::part),
              OF_PROBE.get(0).of(ProbeOf::probe),
              OF_PROBE.get(1).of(ProbeOf::probe),
              of(
                  FLAG,
                  "different",
                  "",
                  "Whether a difference was found.",
                  each -> each.probe().difference().isPresent()),
              OF_PROBE.get(2).of(ProbeOf::probe)),
          List.of("part", "probe"));

  private CosimFigures() {}

  private static <T> Figure<T> of(
      Kind kind, String name, String unit, String meaning, Function<T, ?> reader) {
    return Figure.<T>of(kind, name, Term.of(name, meaning), reader).in(unit);
  }

  private static <T> Figure<T> part(Function<T, ?> reader) {
    return of(TEXT, "part", "", "Of the co-simulation.", reader);
  }

  private static Figure<CosimResult.Case> accuracy(
      String side, String who, Function<CosimResult.Accuracy, Double> reader) {
    return CosimFigures.<CosimResult.Case>of(
            FRACTION,
            side + "_test_accuracy",
            "fraction",
            "Of the weights that " + who + " ends with; where a network is trained.",
            each -> each.accuracy().map(reader))
        .optional();
  }

  private static Figure<CosimResult.Case> speed(
      Kind kind, String name, String unit, String meaning, Function<CosimResult.Speed, ?> reader) {
    return CosimFigures.<CosimResult.Case>of(
            kind, name, unit, meaning, each -> each.speed().<Object>map(reader))
        .optional();
  }

  static List<CaseOf> cases(List<CosimResult> results) {
    return results.stream()
        .flatMap(result -> result.cases().stream().map(each -> new CaseOf(result.name(), each)))
        .toList();
  }

  static List<ProbeOf> probes(List<SelfTestResult> results) {
    return results.stream()
        .flatMap(result -> result.probes().stream().map(each -> new ProbeOf(result.name(), each)))
        .toList();
  }
}
