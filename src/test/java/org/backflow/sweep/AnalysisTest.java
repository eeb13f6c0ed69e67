package org.backflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.backflow.random.RandomStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnalysisTest {
  @TempDir private Path folder;

  private static Row row(int point, double... numbers) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add((long) point);
    cells.add(Row.DONE);
    cells.add(null);
    for (double number : numbers) {
      cells.add(Double.isNaN(number) ? null : number);
    }
    return new Row(cells);
  }

  @Test
  void front_byHand_leavesOutBeatenEqualAndIncompletePoints() {
    ParetoFront front = new ParetoFront(List.of(new Objective(3, true), new Objective(4, false)));
    List.of(
            row(0, 0.9, 5),
            row(1, 0.8, 3),
            row(2, 0.8, 4),
            row(3, 0.95, 9),
            row(4, 0.9, 5),
            row(5, Double.NaN, 1),
            row(6, 0.7, 3))
        .forEach(front::add);
    assertThat(front.rows()).extracting(Row::point).containsExactly(3, 0, 1);
  }

  @Test
  void front_ofRandomPoints_isThatOfBruteForce() {
    RandomStream random = RandomStream.of(11, "sweep-front");
    for (int round = 0; round < 200; round++) {
      int objectives = 1 + random.nextInt(3);
      List<Objective> chosen = new ArrayList<>();
      for (int i = 0; i < objectives; i++) {
        chosen.add(new Objective(3 + i, random.nextInt(2) == 0));
      }
      List<Row> points = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        points.add(row(i, random.nextInt(6), random.nextInt(6), random.nextInt(6)));
      }
      ParetoFront front = new ParetoFront(chosen);
      points.forEach(front::add);
      List<Integer> expected =
          points.stream()
              .filter(p -> points.stream().noneMatch(q -> beats(q, p, chosen)))
              .map(Row::point)
              .toList();
      assertThat(front.rows().stream().map(Row::point).sorted().toList()).isEqualTo(expected);
    }
  }

  private static boolean beats(Row q, Row p, List<Objective> objectives) {
    boolean better = false;
    for (Objective objective : objectives) {
      double gain = (q.number(objective.column()) - p.number(objective.column()));
      double signed = objective.most() ? gain : -gain;
      if (signed < 0) {
        return false;
      }
      better |= signed > 0;
    }
    return better || q.point() < p.point();
  }

  @Test
  void best_ofRandomPoints_areThoseOfASort() {
    RandomStream random = RandomStream.of(12, "sweep-best");
    List<Row> points = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      points.add(row(i, random.nextInt(50), random.nextInt(2)));
    }
    BestPoints best = new BestPoints(new Objective(3, true), p -> p.number(4) == 1.0, 7);
    points.forEach(best::add);
    List<Row> expected =
        points.stream()
            .filter(p -> p.number(4) == 1.0)
            .sorted(Comparator.comparingDouble((Row p) -> -p.number(3)).thenComparing(Row::point))
            .toList();
    assertThat(best.rows()).isEqualTo(expected.subList(0, 7));
    assertThat(best.satisfying()).isEqualTo(expected.size());
  }

  /** y = 10 a + b over a in {0, 1}, b in {0, 1}: variances 100 and 1 of 101. */
  @Test
  void sensitivity_ofASumOfTwoEffects_isTheirShareOfTheVariance() throws IOException {
    Sweep sweep =
        SweepFiles.sweep(
            folder,
            """
            train: false
            space: {seed: [0, 1], runs: [1, 2], scheme: [random]}
            """);
    Sensitivity sensitivity = new Sensitivity(sweep);
    int cycles = sweep.columns().require("cycles");
    for (int point = 0; point < sweep.size(); point++) {
      List<@Nullable Object> cells = Sweep.cells(sweep.point(point), sweep.columns());
      cells.set(Columns.STATUS, Row.DONE);
      cells.set(cycles, 1_000_000L + 10L * (point / 2) + point % 2);
      sensitivity.add(new Row(cells));
    }
    assertThat(sensitivity.share(sweep.columns().require("seed"), cycles).orElse(-1))
        .isCloseTo(100.0 / 101, within(1e-9));
    assertThat(sensitivity.share(sweep.columns().require("runs"), cycles).orElse(-1))
        .isCloseTo(1.0 / 101, within(1e-9));
    assertThat(sensitivity.outcomes()).containsExactly(cycles);
    assertThat(sensitivity.varied()).hasSize(2);
  }

  @Test
  void objective_ofAText_isRefused() throws IOException {
    Columns columns = SweepFiles.sweep(folder, "train: false\nspace: {runs: 1}\n").columns();
    assertThatThrownBy(() -> Objective.named("status", columns))
        .hasMessageContaining("expected a column of numbers");
    assertThat(Objective.named("accuracy", columns).most()).isTrue();
    assertThat(Objective.named("ENERGY", columns).most()).isFalse();
  }

  @Test
  void row_asALineOfCsv_comesBackEqual() throws IOException {
    Sweep sweep = SweepFiles.sweep(folder, "train: false\nspace: {layers: [36-8-4]}\n");
    CsvRows rows = new CsvRows(sweep.columns());
    List<@Nullable Object> cells = Sweep.cells(sweep.point(0), sweep.columns());
    cells.set(Columns.MESSAGE, "a \"quoted\", text");
    cells.set(sweep.columns().require("energy"), 1.0 / 3);
    Row row = new Row(cells);
    assertThat(rows.row(rows.line(row))).isEqualTo(row);
    cells.set(Columns.MESSAGE, "two\nlines");
    assertThat(rows.line(new Row(cells))).contains("two lines");
  }
}
