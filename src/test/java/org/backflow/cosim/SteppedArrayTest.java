package org.backflow.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.PortWords;
import org.backflow.accelerator.array.WordWidths;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Rounding;
import org.backflow.plan.Extent;
import org.backflow.quantized.CodeMatrix;
import org.backflow.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stepped models against the closed forms of cycles and against plain products. */
final class SteppedArrayTest {

  /** Enough that every residue of M, N, K modulo sides from 1 to 6 is drawn many times. */
  private static final int CASES = 100;

  private static final long SEED = 11;
  private static final WordWidths WIDTHS = new WordWidths(12, 9, 40);

  private record Drawn(String name, TiledProduct product, ArrayDesign design) {}

  @ParameterizedTest
  @CsvSource({
    "OS, SEQUENTIAL, false",
    "OS, OVERLAPPED, false",
    "WS, SEQUENTIAL, false",
    "WS, SEQUENTIAL, true",
    "WS, OVERLAPPED, false",
    "WS, OVERLAPPED, true",
    "IS, SEQUENTIAL, false",
    "IS, SEQUENTIAL, true",
    "IS, OVERLAPPED, false",
    "IS, OVERLAPPED, true"
  })
  void run_randomShapes_takesTheCyclesOfTheFormAndGivesTheProduct(
      Dataflow dataflow, FoldSequence sequence, boolean outputRegister) {
    for (int i = 0; i < CASES; i++) {
      RandomStream random =
          RandomStream.of(SEED, "stepped-" + dataflow.label() + "-" + sequence.label(), i);
      Drawn drawn = draw(random, dataflow, sequence, outputRegister);
      TiledProduct product = drawn.product();

      SteppedArrayBench.Run dense = run(drawn, () -> false);

      long folds = dataflow.folds(product.extent(), product.array());
      long registers = outputRegister ? (sequence == FoldSequence.SEQUENTIAL ? folds : 1) : 0;
      assertThat(dense.cycles())
          .as(drawn.name())
          .isEqualTo(sequence.cycles(dataflow, product.extent(), product.array()) + registers);
      assertThat(product.product(dense.results()).codes())
          .as(drawn.name())
          .isEqualTo(plain(product.left(), product.right()).codes());

      SteppedArrayBench.Run withIdleCycles = run(drawn, () -> random.nextInt(4) == 0);

      assertThat(words(withIdleCycles)).as(drawn.name()).isEqualTo(words(dense));
      assertThat(withIdleCycles.cycles()).isGreaterThanOrEqualTo(dense.cycles());
    }
  }

  private static Drawn draw(
      RandomStream random, Dataflow dataflow, FoldSequence sequence, boolean outputRegister) {
    Extent extent =
        new Extent(1 + random.nextInt(13), 1 + random.nextInt(13), 1 + random.nextInt(13));
    ArrayShape array = new ArrayShape(1 + random.nextInt(6), 1 + random.nextInt(6));
    CodeMatrix left = matrix(random, extent.m(), extent.k());
    CodeMatrix right = matrix(random, extent.k(), extent.n());
    return new Drawn(
        "%s %s %s of %s".formatted(dataflow, extent, array, random.name()),
        new TiledProduct(dataflow, array, left, right),
        new ArrayDesign(ArrayDesign.Kind.of(dataflow), array, WIDTHS, 8, sequence, outputRegister));
  }

  /** Codes of nine bits: both operands of either dataflow hold them. */
  private static CodeMatrix matrix(RandomStream random, int rows, int columns) {
    CodeMatrix matrix = CodeMatrix.zeros(rows, columns);
    for (int i = 0; i < matrix.codes().length; i++) {
      matrix.codes()[i] = random.nextInt(512) - 256L;
    }
    return matrix;
  }

  private static SteppedArrayBench.Run run(Drawn drawn, BooleanSupplier idle) {
    int columns = drawn.design().shape().columns();
    long[] states = new long[columns];
    Arrays.setAll(states, c -> 12345 + c);
    return SteppedArrayBench.run(
        drawn
            .product()
            .stimulus(
                drawn.design(),
                length ->
                    new Step.Fold(
                        length, 6, Rounding.STOCHASTIC, Overflow.SAT, PortWords.of(states)),
                idle));
  }

  private static CodeMatrix plain(CodeMatrix left, CodeMatrix right) {
    CodeMatrix product = CodeMatrix.zeros(left.rows(), right.columns());
    for (int m = 0; m < left.rows(); m++) {
      for (int n = 0; n < right.columns(); n++) {
        long sum = 0;
        for (int k = 0; k < left.columns(); k++) {
          sum += left.get(m, k) * right.get(k, n);
        }
        product.set(m, n, sum);
      }
    }
    return product;
  }

  /** The results without their cycles, in an order of their own. */
  private static List<SteppedArrayBench.Result> words(SteppedArrayBench.Run run) {
    return run.results().stream()
        .map(r -> new SteppedArrayBench.Result(0, r.fold(), r.row(), r.column(), r.sum(), r.word()))
        .sorted(
            Comparator.comparingInt(SteppedArrayBench.Result::fold)
                .thenComparingInt(SteppedArrayBench.Result::row)
                .thenComparingInt(SteppedArrayBench.Result::column))
        .toList();
  }
}
