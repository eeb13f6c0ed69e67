package org.backflow.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.broadcast.Broadcast;
import org.backflow.sweep.PointEvaluator;
import org.backflow.sweep.SweepBundle;

/** The evaluators of an executor: a bundle is unpacked once, whatever number of tasks follow. */
final class Evaluators {
  private static final Map<Long, PointEvaluator> BY_BROADCAST = new ConcurrentHashMap<>();

  private Evaluators() {}

  static PointEvaluator of(Broadcast<SweepBundle> bundle) {
    return BY_BROADCAST.computeIfAbsent(
        bundle.id(),
        id -> {
          try {
            return bundle.value().unpack(Files.createTempDirectory("backflow-sweep"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
