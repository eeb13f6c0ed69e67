package org.backflow.report.result;

import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.longInteger;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.figure.Figure;
import org.backflow.figure.FigureTable;
import org.backflow.figure.Goal;
import org.backflow.figure.Kind;
import org.backflow.figure.RowNames;
import org.backflow.figure.Term;
import org.backflow.plan.Operation;
import org.backflow.report.text.Decimals;
import org.backflow.validation.OperationError;
import org.backflow.validation.SchemeErrors;
import org.backflow.validation.ValidationResult;

/** The errors of fixed point against float, operation by operation, as files have them. */
public final class StepErrors {

  /** The error of an operation of a scheme. */
  public record SchemeError(String scheme, OperationError operation) {}

  private static final Term ERROR =
      Term.of(
          "quantization error",
          "that of the value",
          "Fixed point minus float, from the same weights: its largest magnitude, the root of its mean"
              + " square, and its mean, which is what rounding that leans to one side leaves. For"
              + " updates, of the change of the weights.");

  private static final Term SATURATION =
      Term.of(
          "saturation",
          "conversions",
          "Conversions of an accumulator to a word whose result was outside of the range of its"
              + " format.");

  /** In JSON. */
  public static final List<Figure<SchemeError>> FIGURES =
      List.of(
          RowNames.scheme(SchemeError::scheme),
          RowNames.operation(error -> error.operation().operation()),
          of(Kind.COUNT, "values", ERROR, OperationError::values)
              .in("values")
              .saying("Values compared."),
          of(
              Kind.NUMBER,
              "resolution",
              Term.of("resolution", "The value of the last bit of a format.")
                  .formula("2^-(W - I) of fixed<W,I>"),
              OperationError::resolution),
          of(
                  Kind.NUMBER,
                  "sqnr_decibels",
                  Term.of(
                          "sqnr",
                          "decibels",
                          "Signal-to-quantization-noise ratio of fixed point against float; about six"
                              + " more for every bit. At most 300, which stands for no error.")
                      .formula("10 log10(sum of reference^2 / sum of error^2)"),
                  OperationError::sqnrDecibels)
              .better(Goal.MORE),
          error("rms_error", "The root of the mean square of the errors.", StepErrors::rms),
          error("largest_error", "The largest absolute error.", OperationError::largestError),
          error("mean_error", "The mean error, with its sign.", OperationError::meanError),
          of(
                  Kind.NUMBER,
                  "cosine",
                  Term.of(
                          "cosine",
                          "Of the angle between the fixed-point and the float result, as vectors; of"
                              + " updates, whether the weights still move along the gradient.")
                      .formula("a . b / (|a| |b|)"),
                  OperationError::cosine)
              .better(Goal.MORE),
          of(Kind.COUNT, "conversions", SATURATION, OperationError::conversions)
              .saying("Conversions into a format."),
          of(Kind.COUNT, "saturations", SATURATION, OperationError::saturations)
              .better(Goal.LESS)
              .saying("Of those, how many were limited."));

  public static final FigureTable<SchemeError> TABLE =
      new FigureTable<>(
          "errors",
          "errors.csv of a report: fixed point against float, a line per scheme and operation",
          FIGURES.stream().map(StepErrors::written).toList(),
          List.of("scheme", "operation"));

  private StepErrors() {}

  /** Returns the steps that were compared and the errors, as {@code results.json} has them. */
  static Map<String, Object> tree(ValidationResult errors) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("steps", errors.steps());
    tree.put("operations", operations(errors));
    return tree;
  }

  private static Figure<SchemeError> of(
      Kind kind, String column, Term term, Function<OperationError, ?> reader) {
    return Figure.of(kind, column, term, error -> reader.apply(error.operation()));
  }

  private static Figure<SchemeError> error(
      String column, String meaning, Function<OperationError, ?> reader) {
    return of(Kind.NUMBER, column, ERROR, reader).in("1").better(Goal.LESS).saying(meaning);
  }

  /** Returns the figure with the digits that it has in a file: errors span many magnitudes. */
  private static Figure<SchemeError> written(Figure<SchemeError> figure) {
    if (figure.kind() != Kind.NUMBER) {
      return figure;
    }
    return figure.written(
        value ->
            switch (figure.column()) {
              case "sqnr_decibels" -> Decimals.fixed((double) value, 6);
              case "cosine" -> Decimals.fixed((double) value, 9);
              default -> Decimals.scientific((double) value, 8);
            });
  }

  /** Returns the errors of all schemes, operation by operation. */
  public static List<SchemeError> of(ValidationResult errors) {
    List<SchemeError> all = new ArrayList<>();
    for (SchemeErrors scheme : errors.schemes()) {
      scheme.operations().forEach(error -> all.add(new SchemeError(scheme.scheme(), error)));
    }
    return all;
  }

  /** Returns one tree per scheme and operation. */
  public static List<Map<String, Object>> operations(ValidationResult errors) {
    return of(errors).stream().map(error -> FigureTable.tree(FIGURES, error)).toList();
  }

  /** Returns the ratio of signal to noise as people read it, a word for no error. */
  public static String decibels(OperationError error) {
    return error.sqnrDecibels() >= OperationError.MOST_DECIBELS
        ? "exact"
        : Decimals.fixed(error.sqnrDecibels(), 1);
  }

  /**
   * Returns the root of the mean square; only a baseline, which no file is made of, may lack it.
   */
  public static double rms(OperationError error) {
    return error.rmsError().orElseThrow();
  }

  /**
   * Returns what {@link #tree} was made from.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException when it is not of the schemes
   *     and operations of {@code experiment}, in their order
   */
  static ValidationResult read(ConfigurationMap map, Experiment experiment) {
    int steps = map.required("steps", integer(1, Integer.MAX_VALUE));
    List<Place> places = places(experiment);
    List<Stored> stored =
        map.required("operations", listOf(mapOf(StepErrors::stored), places.size(), places.size()));
    Map<String, List<OperationError>> errors = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      if (!stored.get(i).place().equals(places.get(i))) {
        throw map.refusal(
            "operations", "those of the configuration in their order, here " + places.get(i));
      }
      errors
          .computeIfAbsent(places.get(i).scheme(), scheme -> new ArrayList<>())
          .add(stored.get(i).error());
    }
    List<SchemeErrors> schemes = new ArrayList<>();
    errors.forEach((scheme, all) -> schemes.add(new SchemeErrors(scheme, all, Optional.empty())));
    return new ValidationResult(
        experiment.presentation().name(),
        ExperimentCodec.hash(experiment),
        ExperimentCodec.trainingHash(experiment),
        steps,
        schemes);
  }

  private static List<Place> places(Experiment experiment) {
    List<Place> places = new ArrayList<>();
    for (FeedbackScheme scheme : experiment.schemes()) {
      for (Operation operation : experiment.plan(scheme).operations()) {
        places.add(new Place(scheme.name(), operation.name()));
      }
    }
    return places;
  }

  private record Place(String scheme, String operation) {
    @Override
    public String toString() {
      return operation + " of " + scheme;
    }
  }

  private record Stored(Place place, OperationError error) {}

  private static Stored stored(ConfigurationMap map) {
    ValueKind<Double> figure = EpochSeries.FIGURE;
    Place place = new Place(map.required("scheme", text()), map.required("operation", text()));
    return new Stored(
        place,
        new OperationError(
            place.operation(),
            map.required("values", longInteger(1, Long.MAX_VALUE)),
            map.required("resolution", number().above(0)),
            map.required("sqnrDecibels", figure),
            OptionalDouble.of(map.required("rmsError", figure)),
            map.required("largestError", figure),
            map.required("meanError", figure),
            map.required("cosine", figure),
            map.required("conversions", longInteger(0, Long.MAX_VALUE)),
            map.required("saturations", longInteger(0, Long.MAX_VALUE))));
  }
}
