package org.backflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentDescriptionTest {

  @Test
  void keys_ofAPooledSplit_areInTheirOrderOnEveryMachine() {
    Experiment experiment = Experiment.load(Path.of("data/experiments/seed-20-random.yaml"));

    Map<?, ?> data = (Map<?, ?>) ExperimentDescription.of(experiment).get("data");

    assertThat(data.get("split")).hasToString("{trainSamples=50000, testSamples=20000}");
  }
}
