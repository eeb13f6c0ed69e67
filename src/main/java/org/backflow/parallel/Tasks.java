package org.backflow.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Runs tasks side by side and returns, or throws, only when the last of them has ended. */
public final class Tasks {

  private static final int MOST_PER_PROCESSOR = 8;

  private Tasks() {}

  /** Returns how many threads are sensible at most: a small multiple of the processors. */
  public static int mostThreads() {
    return MOST_PER_PROCESSOR * processors();
  }

  /** Returns how many threads this machine runs at a time. */
  public static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Runs {@code tasks}, each once. After the first failure those that have not begun do not, those
   * that have are interrupted, and all are waited for.
   *
   * @param threads how many run at a time
   * @return their results, in their order
   * @throws CancellationException when the calling thread is interrupted, which it then still is
   */
  public static <T> List<T> run(int threads, List<Callable<T>> tasks) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      ExecutorCompletionService<T> ended = new ExecutorCompletionService<>(executor);
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> task : tasks) {
        futures.add(ended.submit(task));
      }
      for (int i = 0; i < futures.size(); i++) {
        ended.take().get();
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      throw unchecked(Objects.requireNonNull(e.getCause(), "a task that failed says why"));
    } finally {
      executor.shutdownNow();
      awaitEnd(executor);
    }
  }

  /**
   * Applies {@code function} to every element on all processors, each of which takes a share.
   *
   * @return what it returned, in the order of the elements
   * @throws CancellationException when the calling thread is interrupted, which it then still is
   */
  public static <T, R> List<R> map(List<T> elements, Function<T, R> function) {
    int shares = Math.min(processors(), elements.size());
    List<Callable<List<R>>> tasks = new ArrayList<>();
    for (int i = 0; i < shares; i++) {
      int from = (int) ((long) elements.size() * i / shares);
      int to = (int) ((long) elements.size() * (i + 1) / shares);
      tasks.add(() -> elements.subList(from, to).stream().map(function).toList());
    }
    return shares == 0 ? List.of() : run(shares, tasks).stream().flatMap(List::stream).toList();
  }

  /**
   * Is called by long tasks between their parts.
   *
   * @throws CancellationException when the task is to end, since another failed
   */
  public static void requireWanted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("another task failed");
    }
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("a task failed", failure);
  }

  /** Waits even when interrupted: what runs on would write to files that others then own. */
  private static void awaitEnd(ExecutorService executor) {
    boolean isInterrupted = false;
    boolean isEnded = false;
    while (!isEnded) {
      try {
        isEnded = executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
