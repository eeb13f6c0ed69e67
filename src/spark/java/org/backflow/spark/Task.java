package org.backflow.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.backflow.sweep.PointEvaluator;
import org.backflow.sweep.SweepBundle;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** What an executor does with a partition: evaluates its points; a line of CSV for each. */
final class Task extends AbstractFunction2<TaskContext, Iterator<int[]>, String[]>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Broadcasts are serializable, their type does not say so.
  private final Broadcast<SweepBundle> bundle;

  Task(Broadcast<SweepBundle> bundle) {
    this.bundle = bundle;
  }

  @Override
  public String[] apply(TaskContext context, Iterator<int[]> batches) {
    PointEvaluator evaluator = Evaluators.of(bundle);
    List<String> lines = new ArrayList<>();
    while (batches.hasNext()) {
      List<Integer> points = new ArrayList<>();
      for (int point : batches.next()) {
        points.add(point);
      }
      lines.addAll(evaluator.lines(points));
    }
    return lines.toArray(String[]::new);
  }
}
