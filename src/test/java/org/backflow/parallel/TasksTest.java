package org.backflow.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// What hangs is to fail, even where it heeds no interrupt.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TasksTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void run_onAnyNumberOfThreads_returnsResultsInTheOrderOfTheTasks(int threads) {
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      tasks.add(() -> number * number);
    }
    List<Integer> results = Tasks.run(threads, tasks);
    assertThat(results).hasSize(20).startsWith(0, 1, 4, 9).endsWith(361);
  }

  @Test
  void map_ofMoreElementsThanProcessors_keepsTheirOrder() {
    List<Integer> elements = IntStream.range(0, 1001).boxed().toList();

    assertThat(Tasks.map(elements, i -> 2 * i))
        .isEqualTo(elements.stream().map(i -> 2 * i).toList());
    assertThat(Tasks.map(List.of(7), i -> 2 * i)).containsExactly(14);
    assertThat(Tasks.map(List.<Integer>of(), i -> 2 * i)).isEmpty();
  }

  @Test
  void run_oneTaskFails_returnsWhenTheOthersHaveEnded() {
    CyclicBarrier bothRun = new CyclicBarrier(2);
    AtomicReference<String> other = new AtomicReference<>("not begun");
    assertThatThrownBy(
            () ->
                Tasks.run(
                    2,
                    List.of(
                        () -> {
                          bothRun.await();
                          throw new IllegalArgumentException("the first failed");
                        },
                        () -> {
                          bothRun.await();
                          other.set("running");
                          while (!Thread.currentThread().isInterrupted()) {
                            Thread.onSpinWait();
                          }
                          // Goes on after the interrupt, as a write to a file would.
                          for (int i = 0; i < 1_000_000; i++) {
                            Thread.onSpinWait();
                          }
                          other.set("ended");
                          return 0;
                        })))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the first failed");
    assertThat(other).hasValue("ended");
  }

  @Test
  void run_oneTaskFails_beginsNoOther() {
    AtomicInteger begun = new AtomicInteger();
    List<Callable<Integer>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          throw new IllegalStateException("at once");
        });
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 100; i++) {
      tasks.add(
          () -> {
            begun.incrementAndGet();
            never.await();
            return 0;
          });
    }
    assertThatThrownBy(() -> Tasks.run(1, tasks)).hasMessage("at once");
    assertThat(begun).hasValueLessThan(2);
  }

  @Test
  void run_taskThrowsAnErrorOrACheckedException_tellsWhich() {
    OutOfMemoryError full = new OutOfMemoryError("full");
    assertThatThrownBy(
            () ->
                Tasks.run(
                    1,
                    List.<Callable<Integer>>of(
                        () -> {
                          throw full;
                        })))
        .isSameAs(full);
    assertThatThrownBy(
            () ->
                Tasks.run(
                    1,
                    List.<Callable<Integer>>of(
                        () -> {
                          throw new IOException("torn");
                        })))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("torn");
  }

  @Test
  void run_callerInterrupted_interruptsTheTasksAndWaitsForThem() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<String> task = new AtomicReference<>("not begun");
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<String> taskAtEnd = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                Tasks.run(
                    1,
                    List.<Callable<Integer>>of(
                        () -> {
                          begun.countDown();
                          while (true) {
                            try {
                              Tasks.requireWanted();
                            } catch (CancellationException e) {
                              task.set("ended");
                              throw e;
                            }
                          }
                        }));
              } catch (CancellationException e) {
                thrown.set(e);
                taskAtEnd.set(task.get());
              }
            });
    caller.start();
    begun.await();
    caller.interrupt();
    caller.join();
    assertThat(thrown.get()).hasMessage("interrupted");
    assertThat(taskAtEnd).hasValue("ended");
  }
}
