package org.backflow.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemes of other jars, and what they draw. */
final class ProvidedSchemesTest {

  private static final NetworkShape NETWORK = NetworkShape.parse("4-3-2");

  /** A scheme of another jar, whose matrix is given. */
  private record Given(
      String name, FeedbackOperator operator, boolean waitsForWeights, Optional<Matrix> matrix)
      implements FeedbackScheme {

    static Given named(String name) {
      return new Given(name, FeedbackOperator.SELECTION, false, Optional.empty());
    }

    @Override
    public String description() {
      return "made up";
    }

    @Override
    public String publication() {
      return "nowhere";
    }

    @Override
    public int terms(NetworkShape network, int layer) {
      return 1;
    }

    @Override
    public Optional<Matrix> draw(
        NetworkShape network, int layer, Initialization initialization, RandomStream random) {
      return matrix;
    }
  }

  /** Another class of the same kind. */
  private static final class Other implements FeedbackScheme {
    @Override
    public String name() {
      return "mine";
    }

    @Override
    public String description() {
      return " ";
    }

    @Override
    public String publication() {
      return "nowhere";
    }

    @Override
    public FeedbackOperator operator() {
      return FeedbackOperator.STORED_MATRIX;
    }

    @Override
    public boolean waitsForWeights() {
      return false;
    }

    @Override
    public Optional<Matrix> draw(
        NetworkShape network, int layer, Initialization initialization, RandomStream random) {
      return Optional.empty();
    }
  }

  private static List<FeedbackScheme> joined(FeedbackScheme... found) {
    return ProvidedSchemes.joined(FeedbackSchemes.all(), List.of(found));
  }

  @Test
  void providedScheme_comesBehindThoseThatAreShipped() {
    Given mine = Given.named("mine-2");
    assertThat(joined(mine)).startsWith(FeedbackSchemes.BACKPROP).endsWith(mine).hasSize(9);
    assertThat(joined()).isEqualTo(FeedbackSchemes.all());
  }

  @Test
  void nameOfAnother_isRefusedWithBothClasses() {
    assertThatThrownBy(() -> joined(Given.named("one-hot")))
        .isInstanceOf(FeedbackSchemeException.class)
        .hasMessage(
            "feedback scheme "
                + Given.class.getName()
                + ": name is 'one-hot'; expected another name than that of"
                + " org.backflow.feedback.OneHot");
    assertThatThrownBy(() -> joined(Given.named("mine"), Given.named("mine")))
        .hasMessageEndingWith("expected another name than that of " + Given.class.getName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Mine", "mine_2", "all", "sparse-four", "mine-constant", "-mine"})
  void nameOfAnotherForm_isRefused(String name) {
    assertThatThrownBy(() -> joined(Given.named(name)))
        .isInstanceOf(FeedbackSchemeException.class)
        .hasMessageContaining("name is '" + name + "'; expected lower-case words");
  }

  @Test
  void descriptionThatSaysNothing_isRefused() {
    assertThatThrownBy(() -> joined(new Other()))
        .hasMessageContaining("description is ' '; expected a text");
  }

  @ParameterizedTest
  @EnumSource(FeedbackOperator.class)
  void waiting_thatItsOperatorDoesNot_isRefused(FeedbackOperator operator) {
    boolean waits = !operator.storesFeedback();
    assertThat(joined(new Given("mine", operator, waits, Optional.empty()))).hasSize(9);
    assertThatThrownBy(() -> joined(new Given("mine", operator, !waits, Optional.empty())))
        .isInstanceOf(FeedbackSchemeException.class)
        .hasMessageContaining("waitsForWeights is '" + !waits + "'; expected " + waits);
  }

  private static Matrix matrix(double... rows) {
    Matrix matrix = Matrix.zeros(2, 3);
    System.arraycopy(rows, 0, matrix.values(), 0, rows.length);
    return matrix;
  }

  private static void check(FeedbackOperator operator, Optional<Matrix> drawn) {
    Given scheme = new Given("mine", operator, !operator.storesFeedback(), drawn);
    DrawnFeedback.checked(scheme, NETWORK, 1, drawn);
  }

  private static void assertRefused(
      FeedbackOperator operator, Optional<Matrix> drawn, String found) {
    assertThatThrownBy(() -> check(operator, drawn))
        .isInstanceOf(FeedbackSchemeException.class)
        .hasMessage(
            "feedback scheme mine ("
                + Given.class.getName()
                + ") draws F1 with "
                + found
                + "; expected the form of its operator, "
                + operator);
  }

  @Test
  void matrix_ofTheFormOfItsOperator_isTaken() {
    check(FeedbackOperator.SELECTION, Optional.of(matrix(1, 0, 0, 0, 1, 1)));
    check(FeedbackOperator.SPARSE, Optional.of(matrix(0.5, 0, 0, 0, -2, 0)));
    check(FeedbackOperator.SIGNS, Optional.of(matrix(1, -1, 1, -1, 1, 1)));
    check(FeedbackOperator.STORED_MATRIX, Optional.of(matrix(0.1, 0.2, 0.3, 0.4, 0.5, 0.6)));
    check(FeedbackOperator.TRANSPOSED_WEIGHTS, Optional.empty());
  }

  @Test
  void matrix_ofAnotherForm_isRefused() {
    assertRefused(FeedbackOperator.SELECTION, Optional.empty(), "no matrix");
    assertRefused(FeedbackOperator.TRANSPOSED_SIGNS, Optional.of(matrix()), "a matrix");
    assertRefused(
        FeedbackOperator.STORED_MATRIX,
        Optional.of(Matrix.zeros(3, 3)),
        "3 x 3 elements for 2 x 3");
    assertRefused(
        FeedbackOperator.STORED_MATRIX, Optional.of(matrix(Double.NaN)), "an element that is NaN");
    assertRefused(
        FeedbackOperator.SELECTION,
        Optional.of(matrix(1, 0, 0.5)),
        "an element that is 0.5, not 0 or 1");
    assertRefused(
        FeedbackOperator.SELECTION,
        Optional.of(matrix(1, 0, 1, 0, 0, 0)),
        "0 elements for unit 1, whose terms are 1");
    assertRefused(
        FeedbackOperator.SPARSE,
        Optional.of(matrix(1, 2, 3, 0, 0, 4)),
        "2 elements for unit 2, whose terms are 1");
    assertRefused(
        FeedbackOperator.SIGNS, Optional.of(matrix(1, -1, 0)), "an element that is 0.0, no sign");
  }
}
