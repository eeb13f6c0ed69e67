package org.backflow.cosim;

import java.util.ArrayList;
import java.util.List;
import org.backflow.accelerator.ArrayShape;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/** Training cores of random shapes, formats, roundings, overflows, minibatches and arrays. */
final class RandomCore {

  private static final int STEPS = 4;
  private static final List<FeedbackScheme> SCHEMES = schemes();
  private static final List<Rounding> ADDRESS_ROUNDINGS =
      List.of(Rounding.TRN, Rounding.RND, Rounding.RND_CONV, Rounding.RND_ZERO);

  private RandomCore() {}

  /** Returns the training that {@code seed} determines, by the scheme that it selects. */
  static CoreTraining of(long seed) {
    RandomStream random = RandomStream.of(seed, "random-core");
    while (true) {
      try {
        return draw(seed, random);
      } catch (IllegalArgumentException refused) {
        // Formats that do not fit each other; the stream goes on, so the outcome is determined.
      }
    }
  }

  /** Every scheme, and other numbers of connections than the default. */
  private static List<FeedbackScheme> schemes() {
    List<FeedbackScheme> schemes = new ArrayList<>(FeedbackSchemes.all());
    schemes.add(FeedbackSchemes.sparse(1));
    schemes.add(FeedbackSchemes.sparse(3));
    return List.copyOf(schemes);
  }

  private static CoreTraining draw(long seed, RandomStream random) {
    FeedbackScheme scheme = SCHEMES.get((int) (seed % SCHEMES.size()));
    CoreTraining training =
        RandomTraining.of(
            seed,
            NetworkShape.of(between(random, 1, 9), between(random, 1, 7), between(random, 1, 5)),
            scheme,
            between(random, 1, 4),
            STEPS,
            arithmetic(random),
            random.nextInt(2) == 0 ? 0.5 : 0.1 + random.nextDouble(),
            new ArrayShape(between(random, 1, 5), between(random, 1, 5)));
    CoreTraceTest.lines(training, step -> false);
    return training;
  }

  private static FixedPointArithmetic arithmetic(RandomStream random) {
    int activationSign = random.nextInt(2);
    return new FixedPointArithmetic(
        quantization(random, format(random, random.nextInt(2) == 0, 3, 16, 2, 2)),
        quantization(random, format(random, true, 5, 18, 2, 5)),
        quantization(random, format(random, random.nextInt(2) == 0, 4, 16, 0, 1)),
        quantization(random, format(random, true, 5, 18, 0, 2)),
        quantization(random, format(random, random.nextInt(2) == 0, 4, 16, 2, 4)),
        quantization(random, format(random, true, 5, 18, -3, 2)),
        new SigmoidTable(
            1 << between(random, 1, 9),
            1 << between(random, 0, 4),
            one(ADDRESS_ROUNDINGS, random),
            format(random, activationSign == 0, 4, 16, 2, 2)),
        FixedPointArithmetic.MAX_ACCUMULATOR_BITS);
  }

  private static FixedPointFormat format(
      RandomStream random, boolean signed, int narrowest, int widest, int least, int most) {
    return new FixedPointFormat(
        signed, between(random, narrowest, widest), between(random, least, most));
  }

  private static Quantization quantization(RandomStream random, FixedPointFormat format) {
    return new Quantization(
        format, one(ArrayStimulus.ROUNDINGS, random), one(List.of(Overflow.values()), random));
  }

  private static <E> E one(List<E> of, RandomStream random) {
    return of.get(random.nextInt(of.size()));
  }

  private static int between(RandomStream random, int least, int most) {
    return least + random.nextInt(most - least + 1);
  }
}
