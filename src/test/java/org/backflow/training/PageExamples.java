package org.backflow.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backflow.data.DataSet;
import org.backflow.data.Split;
import org.backflow.feedback.FeedbackScale;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.layer.LayeredNetwork;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/** What the code makes of an example of {@code docs/arithmetic.md}: {@code name(argument, ...)}. */
final class PageExamples {

  private PageExamples() {}

  /** Returns the words of the result. */
  static List<String> evaluate(String expression) {
    int open = expression.indexOf('(');
    String name = expression.substring(0, open);
    List<String> a = arguments(expression.substring(open + 1, expression.length() - 1));
    return switch (name) {
      case "fractionBits" -> words(format(a).format().fractionBits());
      case "codes" -> words(format(a).format().minCode(), format(a).format().maxCode());
      case "value" -> words(format(a).format().toDouble(Long.parseLong(a.get(1))));
      case "nearest" -> words(nearest(a.get(0), Double.parseDouble(a.get(1))));
      case "pixel" -> words(nearest(a.get(0), Integer.parseInt(a.get(1)) / 255.0));
      case "convert" -> convert(a);
      case "next" -> List.of(hexadecimal(Lfsr.next(Integer.parseUnsignedInt(hex(a.get(0)), 16))));
      case "firstState" ->
          List.of(
              hexadecimal(Lfsr.firstState(Long.parseLong(a.get(0)), number(a, 1), number(a, 2))));
      case "addressFormat" ->
          List.of(table(number(a, 0), number(a, 1), "fixed<16,2>").addressFormat().toString());
      case "sigmoid" -> words(table(number(a, 0), number(a, 1), a.get(2)).lookup(number(a, 3)));
      case "eta" -> eta(LearningRate.of(Double.parseDouble(a.get(0))));
      case "shift" -> words(shift(number(a, 0)));
      case "oneHot" -> words(oneHot(number(a, 0), number(a, 1)));
      case "scale" -> words(scale(a.get(0)).at(number(a, 1)));
      case "scaledCode" ->
          words(nearest(a.get(0), Double.parseDouble(a.get(1)) * scale(a.get(2)).at(number(a, 3))));
      case "nextLong" -> words(stream(a.get(0)).nextLong());
      case "nextDouble" -> repeated(a.get(0), number(a, 1), RandomStream::nextDouble);
      case "nextInt" -> repeated(a.get(0), number(a, 2), r -> r.nextInt(number(a, 1)));
      case "nextGaussian" -> repeated(a.get(0), number(a, 1), RandomStream::nextGaussian);
      case "shuffle" -> shuffle(a.get(0), number(a, 1));
      case "draw" -> draw(a).map(String::valueOf).toList();
      case "drawnCode" ->
          draw(a.subList(1, 5)).map(value -> String.valueOf(nearest(a.get(0), value))).toList();
      case "sparseRows" -> sparseRows(a);
      case "signs" -> signs(a);
      case "split" -> split(a);
      case "order" -> order(a);
      default -> throw new IllegalArgumentException("no example is called " + name);
    };
  }

  /** Splits at commas that stand in no bracket. */
  private static List<String> arguments(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      depth += "<(".indexOf(letter) >= 0 ? 1 : ">)".indexOf(letter) >= 0 ? -1 : 0;
      if (letter == ',' && depth == 0) {
        parts.add(text.substring(begin, i).strip());
        begin = i + 1;
      }
    }
    parts.add(text.substring(begin).strip());
    return parts;
  }

  private static int number(List<String> arguments, int index) {
    return Integer.parseInt(arguments.get(index));
  }

  private static List<String> words(Object... values) {
    return Stream.of(values).map(String::valueOf).toList();
  }

  private static String hex(String text) {
    return text.substring("0x".length());
  }

  private static String hexadecimal(int state) {
    return String.format(Locale.ROOT, "0x%08x", state);
  }

  private static Quantization format(String text) {
    return Quantization.parse(text, Rounding.RND, Overflow.SAT);
  }

  private static Quantization format(List<String> arguments) {
    return format(arguments.get(0));
  }

  /** The conversion of what is given from outside, by the role of weights. */
  private static long nearest(String text, double value) {
    Quantization quantization = format(text);
    FixedPointArithmetic usual = FixedPointArithmetic.sixteenBits();
    return new FixedPointArithmetic(
            usual.input(),
            quantization,
            usual.derivative(),
            usual.delta(),
            usual.feedback(),
            usual.gradient(),
            usual.sigmoid(),
            48)
        .nearestCode(Role.WEIGHT, 1, value);
  }

  private static List<String> convert(List<String> a) {
    var conversion = format(a).from(number(a, 2));
    long sum = Long.parseLong(a.get(1));
    // A register in any state: the one whose first state it is cannot be asked for.
    RandomBits register = RandomBits.of(0, 1, 1);
    if (a.size() > 3) {
      register.states()[0] = Integer.parseUnsignedInt(hex(a.get(3)), 16);
    }
    String code = String.valueOf(conversion.apply(sum, register, 0));
    return a.size() > 3 ? List.of(code, hexadecimal(register.state(0))) : List.of(code);
  }

  private static SigmoidTable table(int words, int domain, String activation) {
    return new SigmoidTable(words, domain, Rounding.RND, format(activation).format());
  }

  private static List<String> eta(LearningRate eta) {
    return words(eta.code(), eta.fractionBits());
  }

  private static int shift(int units) {
    return FeedbackSchemes.SIGN.shift(NetworkShape.of(2, units, 2), 1);
  }

  private static int oneHot(int sources, int unit) {
    Matrix matrix =
        FeedbackSchemes.ONE_HOT
            .draw(
                NetworkShape.of(2, unit + 1, sources),
                1,
                Initialization.NORMAL_FAN_IN,
                RandomStream.of(0, "none"))
            .orElseThrow();
    return IntStream.range(0, sources).filter(row -> matrix.get(row, unit) == 1.0).sum();
  }

  private static FeedbackScale scale(String label) {
    return Stream.of(FeedbackScale.values())
        .filter(scale -> scale.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static RandomStream stream(String name) {
    String[] parts = name.split("/", -1);
    long[] indices = Stream.of(parts).skip(2).mapToLong(Long::parseLong).toArray();
    return RandomStream.of(Long.parseLong(parts[0]), parts[1], indices);
  }

  private static List<String> repeated(
      String name, int count, Function<RandomStream, Object> next) {
    RandomStream stream = stream(name);
    return IntStream.range(0, count).mapToObj(i -> String.valueOf(next.apply(stream))).toList();
  }

  private static List<String> shuffle(String name, int count) {
    int[] elements = IntStream.range(0, count).toArray();
    stream(name).shuffle(elements);
    return texts(elements);
  }

  private static List<String> texts(int[] numbers) {
    return Arrays.stream(numbers).mapToObj(String::valueOf).toList();
  }

  /** The first weights of a layer with one unit, or as many as are asked for in its first row. */
  private static Stream<Double> draw(List<String> a) {
    Initialization law =
        Stream.of(Initialization.values())
            .filter(each -> each.label().equals(a.get(0)))
            .findFirst()
            .orElseThrow();
    Matrix weights = law.weights(NetworkShape.of(number(a, 2), number(a, 3)), 1, stream(a.get(1)));
    return Arrays.stream(weights.values()).limit(number(a, 3)).boxed();
  }

  private static Matrix feedback(FeedbackScheme scheme, List<String> a) {
    return PairedStart.draw(
            LayeredNetwork.of(NetworkShape.parse(a.get(3))),
            List.of(scheme),
            Initialization.NORMAL_FAN_IN_PLUS_ONE,
            Long.parseLong(a.get(0)),
            number(a, 1))
        .networks()
        .get(0)
        .feedback(number(a, 2))
        .orElseThrow();
  }

  private static List<String> sparseRows(List<String> a) {
    Matrix matrix = feedback(FeedbackSchemes.sparse(number(a, 4)), a);
    List<String> rows = new ArrayList<>();
    for (int unit = 0; unit < matrix.columns(); unit++) {
      for (int row = 0; row < matrix.rows(); row++) {
        if (matrix.get(row, unit) != 0.0) {
          rows.add(String.valueOf(row));
        }
      }
    }
    return rows;
  }

  private static List<String> signs(List<String> a) {
    return Arrays.stream(feedback(FeedbackSchemes.SIGN, a).values())
        .mapToObj(sign -> String.valueOf((int) sign))
        .toList();
  }

  private static DataSet images(int count) {
    return DataSet.of(1, 1, 1, count, new byte[count], new byte[count]);
  }

  private static List<String> split(List<String> a) {
    RandomStream random = RandomStream.of(Long.parseLong(a.get(0)), "split", number(a, 1));
    Split split = Split.pooled(images(number(a, 2)), number(a, 3), number(a, 4), random);
    return Stream.concat(texts(split.train()).stream(), texts(split.test()).stream()).toList();
  }

  private static List<String> order(List<String> a) {
    boolean fixed = a.get(2).equals("fixed");
    Protocol protocol =
        new Protocol(
            1,
            Integer.MAX_VALUE,
            0.1,
            Protocol.Gradient.SUMMED,
            fixed ? Protocol.Order.FIXED : Protocol.Order.RESHUFFLED,
            FeedbackScale.CONSTANT);
    Split split = Split.official(images(number(a, 3)));
    TrainingRun run = new TrainingRun(protocol, split, Long.parseLong(a.get(0)), number(a, 1));
    return texts(run.order(fixed ? 0 : number(a, 2)));
  }

  /** Returns whether words are equal, doubles within their last bits. */
  static boolean agree(List<String> found, List<String> expected) {
    return found.size() == expected.size()
        && IntStream.range(0, found.size()).allMatch(i -> agree(found.get(i), expected.get(i)));
  }

  private static boolean agree(String found, String expected) {
    if (found.equals(expected)) {
      return true;
    }
    if (!found.matches("-?\\d+\\.\\d+(E-?\\d+)?")) {
      return false;
    }
    double a = Double.parseDouble(found);
    double b = Double.parseDouble(expected);
    return Math.abs(a - b) <= 1e-15 * Math.max(Math.abs(a), Math.abs(b));
  }

  static String joined(List<String> words) {
    return words.isEmpty() ? "nothing" : words.stream().collect(Collectors.joining(" "));
  }

  static List<String> split(String text) {
    return text.isEmpty() ? Collections.emptyList() : List.of(text.split(" ", -1));
  }
}
