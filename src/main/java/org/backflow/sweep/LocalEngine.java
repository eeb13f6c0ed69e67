package org.backflow.sweep;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.backflow.parallel.Tasks;

/**
 * Evaluates points on the cores of this machine.
 *
 * @param threads how many points are evaluated at a time, at least 1
 * @param resources estimates of FPGA resources
 */
public record LocalEngine(int threads, ResourceEstimates resources) implements Engine {

  /** Checks the range. */
  public LocalEngine {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + "; expected at least 1");
    }
  }

  @Override
  public void run(
      Sweep sweep,
      Iterator<List<Integer>> batches,
      NetworkCheckpoints checkpoints,
      Consumer<List<String>> done) {
    PointEvaluator evaluator = new PointEvaluator(sweep, resources, Optional.of(checkpoints));
    Tasks.run(
        threads,
        Collections.<Callable<Boolean>>nCopies(
            threads,
            () -> {
              work(evaluator, batches, checkpoints, done);
              return true;
            }));
  }

  /**
   * Takes one batch after the other, so that a slow one holds up nobody. Only the writing is done
   * by one thread at a time.
   */
  private static void work(
      PointEvaluator evaluator,
      Iterator<List<Integer>> batches,
      NetworkCheckpoints checkpoints,
      Consumer<List<String>> done) {
    while (true) {
      Tasks.requireWanted();
      List<Integer> batch;
      synchronized (batches) {
        if (!batches.hasNext()) {
          return;
        }
        batch = batches.next();
      }
      List<String> lines = evaluator.lines(batch);
      synchronized (done) {
        done.accept(lines);
        checkpoints.forget(batch);
      }
    }
  }
}
