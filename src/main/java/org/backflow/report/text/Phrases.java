package org.backflow.report.text;

import java.util.List;
import java.util.OptionalDouble;
import org.backflow.data.KnownData;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.statistics.Summary;

/** Figures as the words and digits of a sentence. */
public final class Phrases {

  private static final double SMALLEST_SHOWN = 0.005;
  private static final double SMALLEST_P = 0.0001;

  private Phrases() {}

  /** Returns {@code 784-20-10 on fashion}; what names no data is on MNIST. */
  public static String networkAndData(Experiment experiment) {
    String data = experiment.training().data().name();
    String network = experiment.model().network().toString();
    return data.equals(KnownData.MNIST.title()) ? network : network + " on " + data;
  }

  public static String name(SchemeResult scheme) {
    return scheme.scheme().name();
  }

  /** Returns {@code 94.12 ± 0.30 %}, or the mean alone when there is one run only. */
  public static String accuracy(TrainingResult trained) {
    Summary summary = trained.finalAccuracy();
    String mean = Decimals.fixed(100.0 * summary.mean(), 2);
    return summary.standardDeviation().isPresent()
        ? mean + " ± " + Decimals.fixed(100.0 * summary.standardDeviation().getAsDouble(), 2) + " %"
        : mean + " %";
  }

  /** Returns a difference of accuracies in percentage points, with its sign. */
  public static String signedPoints(double difference) {
    String digits = Decimals.fixed(100.0 * Math.abs(difference), 2);
    if (Double.parseDouble(digits) == 0.0) {
      return "±0.00";
    }
    return (difference < 0.0 ? "−" : "+") + digits;
  }

  /** Returns the change with what it is a change to; {@code same} for equal figures. */
  public static String change(double from, double to, String fewer, String more, String same) {
    if (from == to) {
      return same;
    }
    return from == 0.0 ? more : percentChange(from, to) + " " + (to < from ? fewer : more);
  }

  /** Returns by how much {@code to} differs from {@code from}, without a sign: {@code 1.62 %}. */
  public static String percentChange(double from, double to) {
    double percent = 100.0 * Math.abs(from - to) / from;
    return (percent < SMALLEST_SHOWN ? "less than 0.01" : Decimals.fixed(percent, 2)) + " %";
  }

  /** Returns what share {@code part} is of {@code whole}: {@code 1.62 %}. */
  public static String share(double part, double whole) {
    double percent = 100.0 * part / whole;
    return (percent > 0.0 && percent < SMALLEST_SHOWN
            ? "less than 0.01"
            : Decimals.fixed(percent, percent < 10.0 ? 2 : 1))
        + " %";
  }

  public static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Returns {@code a}, {@code a and b} or {@code a, b and c}. */
  public static String listed(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** Returns what one step is, with the minibatch that it takes. */
  public static String step(Experiment experiment) {
    return "one training step, minibatch of "
        + counted(experiment.training().protocol().minibatch(), "sample");
  }

  /**
   * Returns {@code text} in lines of at most {@code columns} characters, the last one ended.
   *
   * @param indent what the lines after the first begin with
   */
  static String wrapped(String text, String indent, int columns) {
    if (text.length() <= columns) {
      return text + "\n";
    }
    StringBuilder lines = new StringBuilder();
    int length = 0;
    for (String word : text.split(" ", -1)) {
      if (length > 0 && length + 1 + word.length() > columns) {
        lines.append('\n').append(indent);
        length = indent.length();
      } else if (length > 0) {
        lines.append(' ');
        length++;
      }
      lines.append(word);
      length += word.length();
    }
    return lines.append('\n').toString();
  }

  /** Returns how many times more something is, {@code 19.2x}; without bound where it is empty. */
  public static String factor(OptionalDouble factor) {
    return factor.isEmpty()
        ? "unbounded"
        : Decimals.fixed(factor.getAsDouble(), factor.getAsDouble() < 2.0 ? 4 : 1) + "x";
  }

  /** Returns {@code 0.0123}, {@code <0.0001}, or a hyphen where there is none. */
  public static String probability(OptionalDouble p) {
    if (p.isEmpty()) {
      return "-";
    }
    return p.getAsDouble() < SMALLEST_P ? "<0.0001" : Decimals.fixed(p.getAsDouble(), 4);
  }

  /** Returns what follows p in a sentence: {@code = 0.0123} or {@code < 0.0001}. */
  public static String comparedProbability(double p) {
    return p < SMALLEST_P ? "< 0.0001" : "= " + Decimals.fixed(p, 4);
  }
}
