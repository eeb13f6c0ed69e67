package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.backflow.training.TrainingRun;
import org.junit.jupiter.api.Test;

final class LogProgressTest {

  private static final TrainingRun.Epoch EPOCH =
      new TrainingRun.Epoch(
          List.of(0.9301, 0.941),
          List.of(0, 1),
          List.of(0.05, 0.04),
          List.of(List.of(), List.of()));

  @Test
  void measured_everySecond_writesALineAMinuteWithTheTimeLeft() {
    StringWriter log = new StringWriter();
    AtomicLong nanoseconds = new AtomicLong(5_000_000_000L);
    LogProgress progress = new LogProgress(new PrintWriter(log), nanoseconds::get);
    progress.started("training", 10_000);
    progress.resumed(4_000);
    for (int second = 1; second <= 130; second++) {
      nanoseconds.addAndGet(1_000_000_000L);
      progress.advanced(10);
      progress.measured("run 2 in fixed", second, EPOCH);
    }
    // After 60 s, 600 of the 6,000 samples that were left are done: 540 s more.
    assertThat(log.toString().lines())
        .containsExactly(
            "training: 46 %, 9 min left; run 2 in fixed, epoch 60:"
                + " loss 0.0400 to 0.0500, accuracy 93.01 to 94.10 %",
            "training: 52 %, 8 min left; run 2 in fixed, epoch 120:"
                + " loss 0.0400 to 0.0500, accuracy 93.01 to 94.10 %");
  }

  @Test
  void duration_isInTheUnitsOfSomeoneWhoWaits() {
    assertThat(LogProgress.duration(59)).isEqualTo("59 s");
    assertThat(LogProgress.duration(100)).isEqualTo("2 min");
    assertThat(LogProgress.duration(3_590)).isEqualTo("1 h 0 min");
    assertThat(LogProgress.duration(8_000)).isEqualTo("2 h 13 min");
  }
}
