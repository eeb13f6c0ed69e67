package org.backflow.cosim;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.quantized.CodeMatrix;

/** What is wrong with the RTL side of a comparison, if anything: a check must see each of them. */
enum CoreFault {
  /** Nothing. */
  NONE("the RTL as it is"),
  /** The weights are rounded by cutting off instead, or to nearest if they are cut off. */
  ROUNDING("weights rounded in another way") {
    @Override
    Map<String, Integer> parameters(Map<String, Integer> given) {
      int trn = 0;
      int rnd = 1;
      return with(
          given, "WeightRounding", given.getOrDefault("WeightRounding", trn) == trn ? rnd : trn);
    }
  },
  /** A fold ends before its last row has drained. */
  DROPPED_CYCLE("the last cycle of every fold left out") {
    @Override
    Map<String, Integer> parameters(Map<String, Integer> given) {
      return with(given, "Fault", 1);
    }
  },
  /** t - a instead of a - t. */
  SWAPPED_OPERANDS("operands of the output error swapped") {
    @Override
    Map<String, Integer> parameters(Map<String, Integer> given) {
      return with(given, "Fault", 2);
    }
  },
  /** The lowest bit of every random register gives one; shows under stochastic rounding only. */
  STUCK_RANDOM_BIT("a bit of the random registers stuck at one") {
    @Override
    Map<String, Integer> parameters(Map<String, Integer> given) {
      return with(given, "Fault", 3);
    }
  },
  /** The lowest bit of one index; shows under sparse feedback and selections only. */
  WRONG_SELECTION("sparse: every selection of lane 0 off by one") {
    @Override
    FeedbackScheme scheme() {
      return FeedbackSchemes.SPARSE;
    }

    @Override
    Map<String, Integer> parameters(Map<String, Integer> given) {
      return with(given, "Fault", 4);
    }
  },
  /** Plus for minus in one column of the array; shows under feedback by signs only. */
  INVERTED_SIGN("sign: the signs of column 0 inverted") {
    @Override
    FeedbackScheme scheme() {
      return FeedbackSchemes.SIGN;
    }

    @Override
    Map<String, Integer> parameters(Map<String, Integer> given) {
      return with(given, "Fault", 5);
    }
  },
  /** The lowest bit of one weight, as it is loaded. */
  WRONG_WEIGHT("one bit of one initial weight inverted") {
    @Override
    CoreTraining stimulus(CoreTraining given) {
      CodeMatrix codes = given.first();
      CodeMatrix changed = new CodeMatrix(codes.rows(), codes.columns(), codes.codes().clone());
      changed.set(0, 0, codes.get(0, 0) ^ 1);
      return given.withFirst(changed);
    }
  };

  private final String description;

  CoreFault(String description) {
    this.description = description;
  }

  /** Returns what is wrong, in words. */
  String description() {
    return description;
  }

  /** Returns {@code dropped-cycle}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns a scheme under which it shows. */
  FeedbackScheme scheme() {
    return FeedbackSchemes.RANDOM;
  }

  /** Returns the parameters of the faulty core. */
  Map<String, Integer> parameters(Map<String, Integer> given) {
    return given;
  }

  /** Returns what the faulty core is given. */
  CoreTraining stimulus(CoreTraining given) {
    return given;
  }

  private static Map<String, Integer> with(Map<String, Integer> given, String name, int value) {
    Map<String, Integer> changed = new TreeMap<>(given);
    changed.put(name, value);
    return changed;
  }
}
