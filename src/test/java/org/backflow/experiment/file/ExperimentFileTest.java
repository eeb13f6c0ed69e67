package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.backflow.accelerator.Dataflow;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.experiment.Experiment;
import org.backflow.feedback.FeedbackScale;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Rounding;
import org.backflow.network.NetworkShape;
import org.backflow.training.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExperimentFileTest {

  private static final Path DEFAULT = Path.of("data/experiments/mnist-20.yaml");

  @Test
  void load_defaultExperiment_isTheDocumentedOne() {
    Experiment experiment = ExperimentFile.load(DEFAULT);
    assertThat(experiment.presentation().name()).isEqualTo("mnist-20");
    assertThat(experiment.model().network().widths()).hasValue(NetworkShape.of(784, 20, 10));
    assertThat(experiment.training().protocol())
        .isEqualTo(
            new Protocol(
                1,
                4,
                0.07,
                Protocol.Gradient.SUMMED,
                Protocol.Order.RESHUFFLED,
                FeedbackScale.CONSTANT));
    assertThat(experiment.schemes().stream().map(FeedbackScheme::name))
        .containsExactly("backprop", "random", "one-hot");
    assertThat(experiment.hardware().energyTables()).hasSize(2);
    assertThat(experiment.baseline().name()).isEqualTo("backprop");
  }

  @Test
  void load_defaultExperiment_hasTheSixteenBitArithmeticThatCostUses() {
    assertThat(ExperimentCodec.describe(ExperimentFile.load(DEFAULT)).get("fixedPoint"))
        .isEqualTo(ArithmeticCodec.described(Set::of).describe(FixedPointArithmetic.sixteenBits()));
  }

  @Test
  void load_floatAlone_isNotHeldToAnAccumulatorThatNothingIsSummedIn() {
    String narrow = "fixedPoint.accumulatorBits=32";
    Experiment floating = ExperimentFile.load(DEFAULT, "numerics=float", narrow);
    assertThat(floating.computesFixed()).isFalse();
    assertThat(floating.hardware().arithmetic().accumulatorBits()).isEqualTo(32);
    assertThatThrownBy(() -> ExperimentFile.load(DEFAULT, "numerics=fixed", narrow))
        .hasMessageContaining("needs an accumulator of");
    assertThatThrownBy(
            () ->
                ExperimentFile.load(
                    DEFAULT, "numerics=float", "accelerator.zeroGating=true", narrow))
        .as("zeros are counted in fixed point")
        .hasMessageContaining("needs an accumulator of");
  }

  @Test
  void load_settings_overrideAnyKey() {
    Experiment experiment =
        ExperimentFile.load(
            DEFAULT,
            "layers=[784, 30, 20, 10]",
            "fixedPoint.rounding=STOCHASTIC",
            "fixedPoint.formats.weight=fixed<12,4>",
            "fixedPoint.formats.delta=fixed<14,2,TRN,SAT_SYM>",
            "fixedPoint.formats.gradient=ap_fixed<16,-2,AP_RND_CONV,AP_WRAP>",
            "fixedPoint.formats.activation=ap_fixed<12,2,AP_RND,AP_SAT>",
            "data.firstLabel=1",
            "accelerator.array=8x4",
            "accelerator.dataflow={forward: os, feedback: ws, update: is}",
            "accelerator.feedbackArray=4x4",
            "schemes=[one-hot, random]",
            "name=other");
    assertThat(experiment.model().network().widths()).hasValue(NetworkShape.of(784, 30, 20, 10));
    assertThat(experiment.hardware().arithmetic().weight().format())
        .isEqualTo(FixedPointFormat.fixed(12, 4));
    assertThat(experiment.hardware().arithmetic().weight().rounding())
        .isEqualTo(Rounding.STOCHASTIC);
    assertThat(experiment.hardware().arithmetic().delta().rounding()).isEqualTo(Rounding.TRN);
    assertThat(experiment.hardware().arithmetic().delta().overflow()).isEqualTo(Overflow.SAT_SYM);
    assertThat(experiment.hardware().arithmetic().gradient())
        .hasToString("fixed<16,-2,RND_CONV,WRAP>");
    assertThat(experiment.hardware().arithmetic().sigmoid().activation())
        .hasToString("fixed<12,2>");
    assertThat(experiment.training().data().samples().labels().first()).isEqualTo(1);
    assertThat(experiment.hardware().accelerator().array().toString()).isEqualTo("8x4");
    assertThat(experiment.hardware().accelerator().feedbackArray().toString()).isEqualTo("4x4");
    assertThat(experiment.hardware().accelerator().dataflows().feedback()).isEqualTo(Dataflow.WS);
    assertThat(experiment.baseline().name()).isEqualTo("one-hot");
    assertThat(experiment.presentation().name()).isEqualTo("other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "protocol.epoch=3                             | did you mean 'epochs'?",
        "protocol.epochs=0                            | 'protocol.epochs' is 0; expected",
        "protocol.epochs=many                         | 'protocol.epochs' is",
        "protocol.learningRate=-1                     | 'protocol.learningRate' is -1; expected",
        "protocol.feedbackScale=ln(t)                 | did you mean 'ln(t+",
        "protocol.schedule={kind: steps}              | did you mean 'step'?",
        "protocol.schedule={kind: step, every: 2}     | expected the key 'factor' beside it",
        "protocol.schedule={kind: step, factor: 0.5}  | expected the key 'every' beside it",
        "protocol.schedule={kind: cosine, every: 2}   | expected the kind step beside it",
        "protocol.schedule={kind: cosine, factor: 1}  | expected the kind step or exponential",
        "protocol.schedule={kind: cosine, end: 1}     | 'protocol.schedule.end' is 1; expected",
        "protocol.schedule={kind: step, every: 0}     | 'protocol.schedule.every' is 0; expected",
        "schemes=[backprop, onehot]                   | did you mean 'one-hot'?",
        "schemes=[random, random]                     | each once",
        "schemes=[sparse, sparse-2]                   | each once",
        "schemes=[backprop, sparse-11]                | at most sparse-10 fits 784-20-10",
        "schemes=[backprop, sparse-0]                 | or sparse-K for K connections per unit",
        "schemes=[signsymmetric]                      | did you mean 'sign-symmetric'?",
        "schemes=[]                                   | expected",
        "layers=784                                   | 784-20-10",
        "initialization=normal                        | 'initialization' is",
        "fixedPoint.rounding=NEAREST                  | expected",
        "fixedPoint.formats.weight=fixed<16;4>        | fixed<16,3>",
        "fixedPoint.formats.weight=ufixed<16,4>       | is unsigned",
        "fixedPoint.formats.input=ufixed<8,0>         | cannot hold 1.0",
        "fixedPoint.formats.input=fixed<16,2,TRN>     | asks for TRN, which would have no effect",
        "fixedPoint.formats.feedback=fixed<9,2,RND,WRAP> | asks for WRAP, which would have no",
        "fixedPoint.formats.activation=fixed<16,1>    | cannot hold 1.0",
        "fixedPoint.sigmoid.words=1000                | expected a power of two",
        "fixedPoint.accumulatorBits=32                | needs an accumulator of",
        "accelerator=edge-16                          | did you mean 'edge-16x16'?",
        "accelerator.array=16                         | such as 16x16",
        "accelerator.sram.weightKibibyte=3            | did you mean 'weightKibibytes'?",
        "energyTables=[horowitz]                      | 'horowitz'",
        "runs=0                                       | 'runs' is 0; expected",
        "extends=mnist-20                             | 'extends' is the text 'mnist-20'; expected",
        "published=[{scheme: random, runs: 3}]        | testAccuracyPercent",
        "name=a/b                                     | names a folder",
        "data.firstLabel=256                          | 'data.firstLabel' is 256; expected",
        "fixedPoint.formats.weight=ap_fixed<16,4,AP_RND_INF,AP_SAT> | expected one of [AP_RND, AP",
        "fixedPoint.formats.activation=ap_fixed<16,2> | the words of a table are rounded to"
            + " nearest",
        "data.split=offical                           | did you mean 'official'?",
      })
  void load_impossibleSetting_isRefusedWithWhatIsExpected(String setting, String message) {
    assertThatThrownBy(() -> ExperimentFile.load(DEFAULT, setting))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void hash_everyFieldButThreads_changesIt() {
    String before = ExperimentCodec.hash(ExperimentFile.load(DEFAULT));
    assertThat(ExperimentCodec.hash(ExperimentFile.load(DEFAULT, "threads=7"))).isEqualTo(before);
    for (String setting :
        List.of(
            "name=other",
            "data.split={trainSamples: 5, testSamples: 5}",
            "data.firstLabel=1",
            "data.format=npy",
            "data.values.divideBy=1",
            "layers=784-21-10",
            "initialization=normal/sqrt(fan_in)",
            "protocol.minibatch=2",
            "protocol.epochs=5",
            "protocol.learningRate=0.08",
            "protocol.gradient=averaged",
            "protocol.order=fixed",
            "protocol.feedbackScale=ln(t+1)",
            "protocol.schedule={kind: exponential, factor: 0.9}",
            "protocol.schedule={kind: cosine}",
            "schemes=[backprop, one-hot]",
            "numerics=float",
            "fixedPoint.rounding=TRN",
            "fixedPoint.formats.error=fixed<16,1>",
            "fixedPoint.tensors.weight.2=fixed<16,1>",
            "fixedPoint.overflow=WRAP",
            "fixedPoint.accumulatorBits=47",
            "fixedPoint.formats.feedback=fixed<15,4>",
            "fixedPoint.sigmoid.words=1024",
            "accelerator.array=8x8",
            "accelerator.sram.feedbackKibibytes=9",
            "energyTables=[horowitz-45nm]",
            "runs=6",
            "seed=2")) {
      assertThat(ExperimentCodec.hash(ExperimentFile.load(DEFAULT, setting)))
          .as(setting)
          .isNotEqualTo(before);
    }
  }
}
