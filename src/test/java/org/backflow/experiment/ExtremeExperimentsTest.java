package org.backflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backflow.accelerator.CostModel;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.data.InvalidDataException;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.plan.CountLimitException;
import org.backflow.random.RandomStream;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.ResultsJson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What validation lets through either trains and is written, or is refused with its place. */
final class ExtremeExperimentsTest {
  private static final Path EXPERIMENT = Path.of("data/experiments/mnist-20.yaml");
  private static final int CASES = 250;

  @TempDir static Path folder;

  @BeforeAll
  static void writeImages() throws IOException {
    TinyImages.write(folder);
  }

  private static Experiment experiment(List<String> settings) {
    List<String> all = new ArrayList<>(List.of("data.path=" + folder, "layers=36-8-4", "runs=1"));
    all.addAll(settings);
    return ExperimentFile.load(EXPERIMENT, all.toArray(String[]::new));
  }

  // eta = 1e-18 is 2^-60 with 16 significant bits: 75 bits behind the point, and 14 of the delta;
  // the gradient keeps 18, so that 71 are dropped.
  @Test
  void learningRate_belowWhatAConversionCanDo_isRefusedWithItsPlace() {
    assertThatThrownBy(() -> experiment(List.of("protocol.learningRate=1e-18")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "scale.2: a conversion to fixed<16,-2> with RND drops 71 bits; at most 61 can be"
                + " dropped; with learningRate 1.0E-18 use other formats");
  }

  // 200 samples in minibatches of 128 leave 72: the rate 1/128 is a shift by 7, 1/72 has 16 + 6
  // bits behind the point. The delta has 30 and the gradient 18, so that 19 or 34 are dropped.
  @Test
  void averagedRateOfTheLastMinibatch_beyondItsRounding_isRefusedBeforeTraining() {
    Experiment experiment =
        experiment(
            List.of(
                "protocol.minibatch=128",
                "protocol.learningRate=1",
                "protocol.gradient=averaged",
                "fixedPoint.rounding=STOCHASTIC",
                "fixedPoint.formats.delta=fixed<16,-14>",
                "fixedPoint.formats.weight=fixed<16,4>",
                "fixedPoint.formats.gradient=fixed<16,-2>"));
    assertThatThrownBy(() -> new Comparison(experiment).run())
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith(
            "200 training samples in minibatches of 128 leave one of 72: scale.2: a conversion to"
                + " fixed<16,-2> with STOCHASTIC drops 34 bits; at most 32 can be dropped");
  }

  @Test
  void start_thatNoArrayHolds_isRefused() {
    assertThatThrownBy(() -> experiment(List.of("layers=36-100000-100000-4")).start(0))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "layers 36-100000-100000-4: W2 has 100001 x 100000 elements; expected at most"
                + " 2147483639 in a network that is trained");
  }

  @Test
  void randomExtremes_trainAndAreWritten_orAreRefusedWithTheirPlace() throws IOException {
    long seed = 11L;
    RandomStream random = RandomStream.of(seed, "extremes");
    int trained = 0;
    for (int i = 0; i < CASES; i++) {
      List<String> settings = settings(random);
      String name = "seed %d, case %d: %s".formatted(seed, i, settings);
      try {
        Experiment experiment = experiment(settings);
        CostModel costs =
            new CostModel(experiment.hardware().accelerator(), experiment.hardware().arithmetic());
        experiment.schemes().forEach(scheme -> costs.cost(experiment.plan(scheme)));
        ComparisonResult result = new Comparison(experiment).run();
        String json = ResultsJson.of(result, new Provenance("test", "extremes"));
        assertThat(new ObjectMapper().readTree(json)).as(name).isNotNull();
        trained++;
      } catch (ConfigurationException refusal) {
        assertThat(refusal.problems()).as(name).isNotEmpty();
        assertThat(refusal).as(name).hasMessageMatching("(?s)(--set|.*yaml).*");
      } catch (InvalidDataException | CountLimitException refusal) {
        assertThat(refusal.getMessage()).as(name).isNotBlank();
      } catch (RuntimeException | AssertionError unexpected) {
        throw new AssertionError(name, unexpected);
      }
    }
    assertThat(trained).as("experiments that trained, seed %d", seed).isBetween(40, CASES - 20);
  }

  private static String oneOf(RandomStream random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static List<String> settings(RandomStream random) {
    List<String> settings = new ArrayList<>();
    settings.add(
        "layers=" + oneOf(random, "36-4", "36-1-4", "36-1-1-4", "36-20-4", "36-3-2-5-9", "36-1-2"));
    settings.add(
        "protocol.minibatch=" + oneOf(random, "1", "2", "3", "7", "199", "200", "201", "65536"));
    settings.add(
        "protocol.learningRate="
            + oneOf(
                random,
                "1e-300",
                "5.5e-20",
                "1e-18",
                "1e-9",
                "0.0009765625",
                "0.07",
                "1",
                "3",
                "1e4",
                "1e9",
                "1.8e19",
                "1e300"));
    settings.add("protocol.gradient=" + oneOf(random, "summed", "averaged"));
    settings.add("protocol.order=" + oneOf(random, "fixed", "reshuffled"));
    settings.add("protocol.epochs=" + oneOf(random, "1", "2"));
    settings.add("protocol.feedbackScale=" + oneOf(random, "constant", "ln(t+1)", "ln(t+e)"));
    settings.add(
        "schemes=["
            + oneOf(random, "backprop", "random", "direct")
            + ", "
            + oneOf(random, "one-hot", "sparse-1", "sign", "sign-symmetric", "direct-one-hot")
            + "]");
    settings.add("numerics=" + oneOf(random, "float", "fixed", "both", "both"));
    settings.add("accelerator.zeroGating=" + oneOf(random, "true", "false"));
    settings.add(
        "seed=" + oneOf(random, "0", "1", "-1", "9223372036854775807", "-9223372036854775808"));
    settings.add(
        "fixedPoint.rounding=" + oneOf(random, "TRN", "RND", "RND_CONV", "RND_ZERO", "STOCHASTIC"));
    settings.add("fixedPoint.overflow=" + oneOf(random, "SAT", "SAT_SYM", "WRAP"));
    settings.add("fixedPoint.accumulatorBits=" + oneOf(random, "8", "32", "48", "60", "60"));
    settings.add("fixedPoint.sigmoid.words=" + oneOf(random, "2", "64", "65536"));
    settings.add("fixedPoint.sigmoid.domain=" + oneOf(random, "1", "8", "64"));
    for (String role : List.of("weight", "delta", "gradient")) {
      if (random.nextInt(2) == 0) {
        settings.add(
            "fixedPoint.formats."
                + role
                + "="
                + oneOf(
                    random,
                    "fixed<1,1>",
                    "fixed<2,1>",
                    "fixed<8,2>",
                    "fixed<16,0>",
                    "fixed<16,-14>",
                    "fixed<16,32>",
                    "fixed<32,4>",
                    "fixed<32,-16>",
                    "fixed<18,3>"));
      }
    }
    for (String role : List.of("input", "activation", "derivative", "feedback")) {
      if (random.nextInt(3) == 0) {
        settings.add(
            "fixedPoint.formats."
                + role
                + "="
                + oneOf(
                    random,
                    "ufixed<1,1>",
                    "fixed<2,2>",
                    "fixed<8,2>",
                    "fixed<16,2>",
                    "ufixed<16,1>",
                    "fixed<32,2>",
                    "ufixed<32,1>",
                    "ufixed<32,2>",
                    "fixed<9,4>"));
      }
    }
    return settings;
  }
}
