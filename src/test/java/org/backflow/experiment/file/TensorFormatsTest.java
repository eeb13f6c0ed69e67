package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.experiment.Experiment;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TensorFormatsTest {
  private static final Path DEFAULT = Path.of("data/experiments/mnist-20.yaml");

  private static FixedPointArithmetic arithmetic(String... settings) {
    return ExperimentFile.load(DEFAULT, settings).hardware().arithmetic();
  }

  // mnist-20: rounding RND, overflow SAT, addresses RND and SAT_SYM.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          tensors.weight.2=fixed<9,1>          | WEIGHT         | 2 | fixed<9,1,RND,SAT>
          tensors.weight.2=fixed<9,1,TRN,WRAP> | WEIGHT         | 2 | fixed<9,1,TRN,WRAP>
          tensors.weight.2=fixed<9,1>          | WEIGHT         | 1 | fixed<16,4,RND,SAT>
          tensors.input.0=ufixed<8,1>          | INPUT          | 0 | ufixed<8,1,RND,SAT>
          tensors.activation.1=fixed<9,3>      | ACTIVATION     | 1 | fixed<9,3,RND,SAT>
          tensors.preactivation.1=fixed<10,5>  | PREACTIVATION  | 1 | fixed<10,5,RND,SAT_SYM>
          tensors.feedback.1=fixed<9,3>        | FEEDBACK       | 1 | fixed<9,3,RND,SAT>
          formats.error=fixed<9,3,RND_CONV>    | ERROR          | 1 | fixed<9,3,RND_CONV,SAT>
          formats.error=fixed<9,3>             | UNFOLDED_ERROR | 1 | fixed<9,3,RND,SAT>
          formats.sum=fixed<9,3>               | MAXIMUM        | 2 | fixed<9,3,RND,SAT>
          formats.velocity=fixed<20,3>         | VELOCITY       | 2 | fixed<20,3,RND,SAT>
          """)
  void format_thatIsStated_isThatOfTheTensor(
      String setting, Role role, int layer, String expected) {
    assertThat(arithmetic("fixedPoint." + setting).quantization(role, layer)).hasToString(expected);
  }

  @Test
  void bits_ofEveryWord_areThoseOfStatedFormatsToo() {
    FixedPointArithmetic arithmetic =
        arithmetic(
            "fixedPoint.bits=12",
            "fixedPoint.tensors.weight.2=fixed<9,1>",
            "fixedPoint.formats.error=fixed<9,3>");
    assertThat(arithmetic.format(Role.WEIGHT, 2)).hasToString("fixed<12,1>");
    assertThat(arithmetic.format(Role.ERROR, 1)).hasToString("fixed<12,3>");
  }

  @Test
  void description_isReadAgain_andHasKeysOnlyOfWhatIsStated() {
    Experiment usual = ExperimentFile.load(DEFAULT);
    assertThat(ExperimentCodec.describe(usual).get("fixedPoint"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsOnlyKeys("formats", "sigmoid", "accumulatorBits");
    FixedPointArithmetic stated =
        arithmetic(
            "fixedPoint.tensors.weight.2=fixed<9,1,TRN>",
            "fixedPoint.tensors.weight.1=fixed<9,1>",
            "fixedPoint.formats.sum=fixed<9,3>",
            "fixedPoint.tensors.activation.1=fixed<9,3>");
    var codec = ArithmeticCodec.described(java.util.Set::of);
    Map<String, Object> described = codec.describe(stated);
    assertThat(described.get("tensors"))
        .hasToString(
            "{weight={1=fixed<9,1,RND,SAT>, 2=fixed<9,1,TRN,SAT>},"
                + " activation={1=fixed<9,3,RND,SAT>}}");
    assertThat(ExperimentCodec.hash(described)).isNotEqualTo(ExperimentCodec.hash(Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          tensors.weight.3=fixed<9,1>      | key 'fixedPoint.tensors.weight.3'; expected a tensor of
          tensors.weight.3=fixed<9,1>      | did you mean 2, of weight.2?
          tensors.sum.1=fixed<9,1>         | expected a tensor of the network: input.0, weight.1,
          tensors.wieght.1=fixed<9,1>      | did you mean 'weight'?
          tensors.weight.one=fixed<9,1>    | expected the number of a layer
          tensors.weight.1=ufixed<9,1>     | 'fixedPoint.tensors.weight.1' is the text 'ufixed<9,1>'
          tensors.activation.1=fixed<9,3,STOCHASTIC> | evaluation would depend on its order
          tensors.activation.1=fixed<9,3,TRN>        | would have no effect
          tensors.activation.1=fixed<9,1>            | cannot hold 1.0
          tensors.input.0=ufixed<9,0>                | cannot hold 1.0
          tensors.input.0=ufixed<9,1,TRN>            | which would have no effect
          tensors.preactivation.1=fixed<20,3>        | which addresses no sigmoid table
          formats.sum=ufixed<9,1>                    | is unsigned
          """)
  void format_thatCannotBe_isRefused(String setting, String message) {
    assertThatThrownBy(() -> arithmetic("fixedPoint." + setting))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void tensor_thatIsNotThere_isRefusedAtItsLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        extends: %s
        fixedPoint:
          tensors:
            weight: {1: 'fixed<8,2>'}
            delta:
              7: fixed<8,2>
        """
            .formatted(DEFAULT.toAbsolutePath()));
    assertThatThrownBy(() -> ExperimentFile.load(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mine.yaml:6:7: key 'fixedPoint.tensors.delta.7'")
        .hasMessageContaining("did you mean 2, of delta.2?");
  }
}
