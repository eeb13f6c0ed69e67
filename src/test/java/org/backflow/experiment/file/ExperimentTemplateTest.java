package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.backflow.configuration.Setting;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.experiment.Experiment;
import org.junit.jupiter.api.Test;

final class ExperimentTemplateTest {
  private static final Path FILE = Path.of("data/experiments/mnist-20.yaml");

  /** Values by key; some are refused alone, others only beside one another. */
  private static final List<List<String>> CHOICES =
      List.of(
          List.of("layers=784-30-10", "layers=784-30-20-10", "layers=784-30-4"),
          List.of("schemes=[backprop]", "schemes=[one-hot]", "schemes=[sparse-9]"),
          List.of("fixedPoint.accumulatorBits=40", "fixedPoint.accumulatorBits=48"),
          List.of("fixedPoint.formats.weight=fixed<12,4>", "fixedPoint.formats.weight=fixed<0,4>"),
          List.of("accelerator=edge-16x16", "accelerator=gupta-2015"),
          List.of("accelerator.array=8x8", "accelerator.array=4x4", "accelerator.array=4by4"),
          List.of("energyTables=[aladdin-45nm]", "energyTables.0=aladdin-45nm"),
          List.of("protocol.minibatch=4", "protocol.minibatches=4"),
          List.of("runs=3", "extends=mnist-40"));

  private static ExperimentTemplate template() {
    return ExperimentTemplate.load(FILE, new Home(Path.of("")), List.of());
  }

  private static String outcome(ExperimentTemplate template, List<String> settings) {
    try {
      return ExperimentCodec.hash(template.with(settings.stream().map(Setting::parse).toList()));
    } catch (ConfigurationException e) {
      return e.problems().toString();
    }
  }

  @Test
  void with_afterOthers_isWhatTheFileMeansWithTheseSettingsAlone() {
    ExperimentTemplate used = template();
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      List<String> settings = new ArrayList<>();
      for (List<String> choice : CHOICES) {
        if (random.nextInt(3) == 0) {
          settings.add(choice.get(random.nextInt(choice.size())));
        }
      }
      String fresh = outcome(template(), settings);
      assertThat(outcome(used, settings)).as("%s", settings).isEqualTo(fresh);
      refused += fresh.startsWith("[") ? 1 : 0;
    }
    assertThat(refused).isBetween(50, 350);
  }

  @Test
  void with_equalSections_bringsTheSameObjects() {
    ExperimentTemplate template = template();
    List<Experiment> experiments =
        Stream.of("accelerator.array=8x8", "runs=3", "accelerator.array=8x8")
            .map(setting -> template.with(List.of(Setting.parse(setting))))
            .toList();
    assertThat(experiments.get(2).hardware().accelerator())
        .isSameAs(experiments.get(0).hardware().accelerator());
    assertThat(experiments.get(1).hardware().accelerator())
        .isNotEqualTo(experiments.get(0).hardware().accelerator());
    assertThat(experiments.get(2).model().network()).isSameAs(experiments.get(0).model().network());
  }

  @Test
  void with_settingOfTheSameKeyTwice_takesTheLast() {
    ExperimentTemplate template = template();
    for (int i = 0; i < 2; i++) {
      assertThat(
              template
                  .with(List.of(Setting.parse("runs=3"), Setting.parse("runs=4")))
                  .training()
                  .runs())
          .isEqualTo(4);
      assertThat(
              template
                  .with(List.of(Setting.parse("runs=4"), Setting.parse("runs=3")))
                  .training()
                  .runs())
          .isEqualTo(3);
    }
  }
}
