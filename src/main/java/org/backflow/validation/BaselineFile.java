package org.backflow.validation;

import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.longInteger;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.kind.ConfigurationMap;

/** Reads and spells out baselines: YAML files that say what a validation measured and may lose. */
public final class BaselineFile {

  private BaselineFile() {}

  /**
   * Returns the baseline in {@code file}.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException when there is none, or it is
   *     invalid
   */
  public static Baseline read(Path file) {
    return Configuration.read(file).bind(BaselineFile::baseline);
  }

  private static Baseline baseline(ConfigurationMap map) {
    Limits limits = map.required("limits", mapOf(BaselineFile::limits));
    String experiment = map.required("experiment", text());
    String hash = map.required("configurationHash", text());
    String trainingHash = map.optional("trainingHash", text(), "");
    int steps = map.required("steps", integer(0, Integer.MAX_VALUE));
    List<Operation> operations = map.required("operations", listOf(mapOf(BaselineFile::operation)));
    List<Run> runs = map.required("runs", listOf(mapOf(BaselineFile::run)));
    Map<String, List<OperationError>> errors = new LinkedHashMap<>();
    for (Operation operation : operations) {
      errors
          .computeIfAbsent(operation.scheme(), scheme -> new ArrayList<>())
          .add(operation.error());
    }
    Map<String, RunError> byScheme = new LinkedHashMap<>();
    for (Run run : runs) {
      byScheme.put(run.scheme(), run.error());
      errors.putIfAbsent(run.scheme(), List.of());
    }
    List<SchemeErrors> schemes = new ArrayList<>();
    errors.forEach(
        (scheme, all) ->
            schemes.add(new SchemeErrors(scheme, all, Optional.ofNullable(byScheme.get(scheme)))));
    return new Baseline(
        limits, Optional.of(new ValidationResult(experiment, hash, trainingHash, steps, schemes)));
  }

  private record Operation(String scheme, OperationError error) {}

  private record Run(String scheme, RunError error) {}

  private static Limits limits(ConfigurationMap map) {
    return new Limits(
        map.required("leastSqnrDecibels", number()),
        map.required("leastUpdateCosine", number().atLeast(-1).atMost(1)),
        map.required("mostSaturationPercent", number().atLeast(0)),
        map.required("mostAccuracyLossPoints", number()),
        map.required("sqnrDriftDecibels", number().atLeast(0)),
        map.required("cosineDrift", number().atLeast(0)),
        map.required("largestErrorDriftPercent", number().atLeast(0)),
        map.required("meanErrorDriftUlps", number().atLeast(0)),
        map.required("saturationDriftPercent", number().atLeast(0)),
        map.required("accuracyDriftPoints", number().atLeast(0)),
        map.required("lossDriftPercent", number().atLeast(0)));
  }

  private static Operation operation(ConfigurationMap map) {
    long conversions = map.required("conversions", longInteger(0, Long.MAX_VALUE));
    return new Operation(
        map.required("scheme", text()),
        new OperationError(
            map.required("operation", text()),
            map.required("values", longInteger(1, Long.MAX_VALUE)),
            map.required("resolution", number().above(0)),
            map.required("sqnrDecibels", number()),
            map.optional(
                "rmsError",
                number().atLeast(0).<OptionalDouble>as("a figure", OptionalDouble::of),
                OptionalDouble.empty()),
            map.required("largestError", number().atLeast(0)),
            map.required("meanError", number()),
            map.required("cosine", number().atLeast(-1.000001).atMost(1.000001)),
            conversions,
            map.required("saturations", longInteger(0, Long.MAX_VALUE))));
  }

  private static Run run(ConfigurationMap map) {
    return new Run(
        map.required("scheme", text()),
        new RunError(
            map.required("floatAccuracyPercent", number()),
            map.required("fixedAccuracyPercent", number()),
            map.required("floatLoss", number()),
            map.required("fixedLoss", number())));
  }

  /** Returns the text of a baseline file, with one operation or run a line. */
  public static String toYaml(Limits limits, ValidationResult result) {
    StringBuilder text = new StringBuilder();
    text.append("# Written by backflow verify --update-baseline; limits may be edited.\n");
    text.append("limits:\n");
    text.append(entry("leastSqnrDecibels", limits.leastSqnrDecibels()));
    text.append(entry("leastUpdateCosine", limits.leastUpdateCosine()));
    text.append(entry("mostSaturationPercent", limits.mostSaturationPercent()));
    text.append(entry("mostAccuracyLossPoints", limits.mostAccuracyLossPoints()));
    text.append(entry("sqnrDriftDecibels", limits.sqnrDriftDecibels()));
    text.append(entry("cosineDrift", limits.cosineDrift()));
    text.append(entry("largestErrorDriftPercent", limits.largestErrorDriftPercent()));
    text.append(entry("meanErrorDriftUlps", limits.meanErrorDriftUlps()));
    text.append(entry("saturationDriftPercent", limits.saturationDriftPercent()));
    text.append(entry("accuracyDriftPoints", limits.accuracyDriftPoints()));
    text.append(entry("lossDriftPercent", limits.lossDriftPercent()));
    text.append("experiment: '").append(result.experiment()).append("'\n");
    text.append("configurationHash: '").append(result.configurationHash()).append("'\n");
    if (!result.trainingHash().isEmpty()) {
      text.append("trainingHash: '").append(result.trainingHash()).append("'\n");
    }
    text.append("steps: ").append(result.steps()).append('\n');
    list(text, "operations", operations(result));
    list(text, "runs", runs(result));
    return text.toString();
  }

  private static String entry(String key, double value) {
    return "  " + key + ": " + decimal(value) + "\n";
  }

  private static void list(StringBuilder text, String key, List<Map<String, String>> entries) {
    text.append(key).append(entries.isEmpty() ? ": []\n" : ":\n");
    for (Map<String, String> entry : entries) {
      List<String> fields = new ArrayList<>();
      entry.forEach((name, value) -> fields.add(name + ": " + value));
      text.append("  - {").append(String.join(", ", fields)).append("}\n");
    }
  }

  private static List<Map<String, String>> operations(ValidationResult result) {
    List<Map<String, String>> entries = new ArrayList<>();
    for (SchemeErrors scheme : result.schemes()) {
      for (OperationError error : scheme.operations()) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("scheme", scheme.scheme());
        entry.put("operation", error.operation());
        entry.put("values", Long.toString(error.values()));
        entry.put("resolution", decimal(error.resolution()));
        entry.put("sqnrDecibels", decimal(error.sqnrDecibels()));
        error.rmsError().ifPresent(rms -> entry.put("rmsError", decimal(rms)));
        entry.put("largestError", decimal(error.largestError()));
        entry.put("meanError", decimal(error.meanError()));
        entry.put("cosine", decimal(error.cosine()));
        entry.put("conversions", Long.toString(error.conversions()));
        entry.put("saturations", Long.toString(error.saturations()));
        entries.add(entry);
      }
    }
    return entries;
  }

  private static List<Map<String, String>> runs(ValidationResult result) {
    List<Map<String, String>> entries = new ArrayList<>();
    for (SchemeErrors scheme : result.schemes()) {
      scheme
          .run()
          .ifPresent(
              run -> {
                Map<String, String> entry = new LinkedHashMap<>();
                entry.put("scheme", scheme.scheme());
                entry.put("floatAccuracyPercent", decimal(run.floatAccuracyPercent()));
                entry.put("fixedAccuracyPercent", decimal(run.fixedAccuracyPercent()));
                entry.put("floatLoss", decimal(run.floatLoss()));
                entry.put("fixedLoss", decimal(run.fixedLoss()));
                entries.add(entry);
              });
    }
    return entries;
  }

  /** Eight digits say enough of a measurement, and the same ones on every Java release. */
  private static String decimal(double value) {
    return new java.math.BigDecimal(value, new java.math.MathContext(8))
        .stripTrailingZeros()
        .toString();
  }
}
