package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backflow.configuration.Setting;
import org.backflow.experiment.Experiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VariantTest {
  private static final Path FILE = Path.of("data/experiments/mnist-20.yaml");
  private static final Experiment DESCRIBED = ExperimentFile.load(FILE);

  private static Experiment variant(String... settings) {
    List<Setting> all = Stream.of(settings).map(Setting::parse).toList();
    return Variant.of(ExperimentFile.load(FILE, settings), Optional.of(DESCRIBED), all);
  }

  @Test
  void changes_areInTheNameAndTheTitle() {
    Experiment variant = variant("runs=2", "protocol.epochs=2");
    assertThat(variant("protocol.epochs=2", "runs=2").presentation())
        .isEqualTo(variant.presentation());
    assertThat(variant.presentation().name()).isEqualTo("mnist-20-with-runs-2-epochs-2");
    assertThat(variant.presentation().title()).isEqualTo("mnist-20 with runs=2, protocol.epochs=2");
    assertThat(variant.presentation().description()).startsWith("Dense,");
    assertThat(variant("seed=5", "runs=2").presentation().name())
        .isEqualTo("mnist-20-with-runs-2-seed-5");
  }

  @ParameterizedTest
  @CsvSource({"runs=5", "threads=1", "description=other", "title=other", "data.name=other"})
  void whatChangesNothing_leavesTheName(String setting) {
    assertThat(variant(setting).presentation().name()).isEqualTo("mnist-20");
  }

  @Test
  void aNameOfOnesOwn_isKept() {
    assertThat(variant("runs=2", "name=mine").presentation().name()).isEqualTo("mine");
  }

  @Test
  void theLastSettingOfAKey_isTheOneThatIsNamed() {
    assertThat(variant("runs=2", "runs=3").presentation().name()).isEqualTo("mnist-20-with-runs-3");
  }

  @Test
  void aSectionThatIsReplaced_undoesWhatWasChangedInIt() {
    assertThat(
            variant("accelerator.array=4x4", "accelerator=edge-16x16-dram").presentation().title())
        .isEqualTo("mnist-20 with accelerator=edge-16x16-dram");
  }

  @Test
  void changesThatNoNameCanHold_endInTheirHash() {
    String one = variant("fixedPoint.formats.weight=fixed<12,4>").presentation().name();
    String other = variant("fixedPoint.formats.feedback=fixed<12,4>").presentation().name();
    String third = variant("fixedPoint.formats.weight=fixed<12,3>").presentation().name();
    assertThat(List.of(one, other, third)).doesNotHaveDuplicates();
    assertThat(one).matches("mnist-20-with-weight-fixed-12-4-[0-9a-f]{8}");
    // Their words are the same; only the hash tells them apart.
    assertThat(variant("data.path=/some/where").presentation().name())
        .matches("mnist-20-with-path-some-where-[0-9a-f]{8}")
        .isNotEqualTo(variant("data.path=/some-where").presentation().name());
    String longer =
        variant("schemes=[backprop, random, one-hot, sparse, sign, direct, direct-one-hot]")
            .presentation()
            .name();
    assertThat(longer).hasSizeLessThanOrEqualTo(72).matches("mnist-20-with-.*-[0-9a-f]{8}");
    assertThat(variant("fixedPoint.formats.weight=fixed<12,4>").presentation().name())
        .isEqualTo(one);
  }

  @Test
  void imagesOfOnesOwn_areCalledAsTheirFolder() {
    Experiment variant = variant("data.path=/somewhere/fashion");
    assertThat(variant.training().data().name()).isEqualTo("fashion");
    assertThat(variant.presentation().title())
        .isEqualTo("mnist-20 with data.path=/somewhere/fashion");
    assertThat(variant.presentation().description()).isEmpty();
    assertThat(
            variant("data.path=/somewhere/fashion", "data.name=Clothes").training().data().name())
        .isEqualTo("Clothes");
    assertThat(DESCRIBED.training().data().name()).isEqualTo("MNIST");
  }

  @Test
  void nameOfTheData_decidesNothingThatIsTrained() {
    Experiment renamed = ExperimentFile.load(FILE, "data.name=Digits");
    assertThat(ExperimentCodec.trainingHash(renamed))
        .isEqualTo(ExperimentCodec.trainingHash(DESCRIBED));
    assertThat(ExperimentCodec.hash(renamed)).isNotEqualTo(ExperimentCodec.hash(DESCRIBED));
  }
}
