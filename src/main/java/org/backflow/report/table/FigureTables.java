package org.backflow.report.table;

import java.util.List;
import java.util.stream.Stream;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.figure.CostFigures;
import org.backflow.figure.EpochFigures;
import org.backflow.figure.FigureTable;
import org.backflow.figure.OperationFigures;
import org.backflow.figure.PublishedFigures;
import org.backflow.figure.SchemeFigures;
import org.backflow.figure.TestFigures;
import org.backflow.figure.TrafficFigures;
import org.backflow.report.result.StepErrors;

/** The files of rows that are written: what their schemas and the glossary are made from. */
public final class FigureTables {

  private static final List<FigureTable<?>> EXPLAINED =
      List.of(
          SchemeFigures.TABLE,
          EpochFigures.table(1),
          TestFigures.TABLE,
          PublishedFigures.TABLE,
          CostFigures.TABLE,
          OperationFigures.TABLE,
          TrafficFigures.TABLE,
          StepErrors.TABLE,
          ValidationTable.table(error -> true));

  private static final List<FigureTable<?>> OTHERS =
      List.of(
          RunsTable.columns(),
          ResourceTable.TABLE,
          AuditTable.table(
              Stream.concat(FeedbackSchemes.names().stream(), Stream.of("sparse-4")).toList()),
          CosimFigures.CASES,
          CosimFigures.PROBES);

  private FigureTables() {}

  /** Returns those whose columns the glossary explains; of audits, without those of schemes. */
  static List<FigureTable<?>> explained() {
    return Stream.concat(EXPLAINED.stream(), Stream.of(AuditTable.table(List.of()))).toList();
  }

  /** Returns all but the results of sweeps. */
  public static List<FigureTable<?>> all() {
    return Stream.concat(EXPLAINED.stream(), OTHERS.stream()).toList();
  }
}
