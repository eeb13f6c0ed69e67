package org.backflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backflow.configuration.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepBundleTest {
  @TempDir private Path folder;

  @Test
  void bundle_onAnotherMachine_givesTheSameRows() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("s.yaml"),
            """
            experiment: mnist-20
            train: false
            space:
              accelerator: [edge-16x16, gupta-2015]
              seed: [1, 2]
            """);
    List<String> settings = List.of("layers=784-30-10");
    Sweep sweep = Sweep.load(file, SweepFiles.HOME, settings.stream().map(Setting::parse).toList());
    SweepBundle bundle = SweepBundle.of(file, sweep, SweepFiles.HOME, settings);
    assertThat(bundle.bytes()).isBetween(10_000L, 200_000L);
    PointEvaluator there =
        shipped(bundle).unpack(Files.createDirectory(folder.resolve("elsewhere")));
    List<Integer> points = List.of(3, 7, 11);
    List<Row> expected =
        new PointEvaluator(sweep, ResourceEstimates.of(SweepFiles.HOME)).rows(points);
    assertThat(there.lines(points).stream().map(new CsvRows(sweep.columns())::row).toList())
        .isEqualTo(expected);
  }

  private static SweepBundle shipped(SweepBundle bundle)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(bundle);
    return (SweepBundle)
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }
}
