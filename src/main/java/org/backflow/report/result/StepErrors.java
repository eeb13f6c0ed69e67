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
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.ExperimentDescription;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.plan.Operation;
import org.backflow.report.text.Decimals;
import org.backflow.validation.OperationError;
import org.backflow.validation.SchemeErrors;
import org.backflow.validation.ValidationResult;

/** The errors of fixed point against float, operation by operation, as files have them. */
public final class StepErrors {

  /** The columns of {@code errors.csv}. */
  public static final List<String> COLUMNS =
      List.of(
          "scheme",
          "operation",
          "values",
          "resolution",
          "sqnr_decibels",
          "rms_error",
          "largest_error",
          "mean_error",
          "cosine",
          "conversions",
          "saturations");

  private StepErrors() {}

  /** Returns the steps that were compared and the errors, as {@code results.json} has them. */
  static Map<String, Object> tree(ValidationResult errors) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("steps", errors.steps());
    tree.put("operations", operations(errors));
    return tree;
  }

  /** Returns one tree per scheme and operation. */
  public static List<Map<String, Object>> operations(ValidationResult errors) {
    List<Map<String, Object>> trees = new ArrayList<>();
    for (SchemeErrors scheme : errors.schemes()) {
      scheme.operations().forEach(error -> trees.add(tree(scheme.scheme(), error)));
    }
    return trees;
  }

  private static Map<String, Object> tree(String scheme, OperationError error) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("scheme", scheme);
    tree.put("operation", error.operation());
    tree.put("values", error.values());
    tree.put("resolution", error.resolution());
    tree.put("sqnrDecibels", error.sqnrDecibels());
    tree.put("rmsError", rms(error));
    tree.put("largestError", error.largestError());
    tree.put("meanError", error.meanError());
    tree.put("cosine", error.cosine());
    tree.put("conversions", error.conversions());
    tree.put("saturations", error.saturations());
    return tree;
  }

  /**
   * Returns the root of the mean square; only a baseline, which no file is made of, may lack it.
   */
  public static double rms(OperationError error) {
    return error.rmsError().orElseThrow();
  }

  /** Returns a line per scheme and operation. */
  public static String csv(ValidationResult errors) {
    StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
    for (SchemeErrors scheme : errors.schemes()) {
      for (OperationError error : scheme.operations()) {
        text.append(String.join(",", cells(scheme.scheme(), error))).append('\n');
      }
    }
    return text.toString();
  }

  /** Returns the cells of {@link #COLUMNS}. */
  public static List<String> cells(String scheme, OperationError error) {
    return List.of(
        scheme,
        error.operation(),
        Long.toString(error.values()),
        Decimals.scientific(error.resolution(), 8),
        Decimals.fixed(error.sqnrDecibels(), 6),
        Decimals.scientific(rms(error), 8),
        Decimals.scientific(error.largestError(), 8),
        Decimals.scientific(error.meanError(), 8),
        Decimals.fixed(error.cosine(), 9),
        Long.toString(error.conversions()),
        Long.toString(error.saturations()));
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
        experiment.name(),
        ExperimentDescription.hash(experiment),
        ExperimentDescription.trainingHash(experiment),
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
