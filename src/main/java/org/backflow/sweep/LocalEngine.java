package org.backflow.sweep;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

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
  public void run(Sweep sweep, Iterator<List<Integer>> batches, Consumer<List<String>> done) {
    PointEvaluator evaluator = new PointEvaluator(sweep, resources);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(executor.submit(() -> work(evaluator, batches, done)));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the sweep was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a point failed", e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  /**
   * Takes one batch after the other, so that a slow one holds up nobody. Only the writing is done
   * by one thread at a time.
   */
  private static void work(
      PointEvaluator evaluator, Iterator<List<Integer>> batches, Consumer<List<String>> done) {
    while (!Thread.currentThread().isInterrupted()) {
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
      }
    }
  }
}
