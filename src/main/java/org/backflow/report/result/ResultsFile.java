package org.backflow.report.result;

import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.longInteger;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.StepCost;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.experiment.file.Home;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.files.TextFile;
import org.backflow.files.TextProblems;
import org.backflow.plan.StepPlan;
import org.backflow.validation.ValidationResult;
import org.jspecify.annotations.Nullable;

/**
 * A comparison read back from its {@code results.json}. What was trained is taken from the file;
 * costs and statistics are computed anew from the configuration in it, and held to those stored.
 *
 * @param path the file
 * @param result the comparison with costs of this version
 * @param stepErrors of fixed point against float; empty where the file has none
 * @param provenance as the file states it
 * @param differences stored figures that come out otherwise now
 * @param added keys that are written now and that the file does not have
 */
public record ResultsFile(
    Path path,
    ComparisonResult result,
    Optional<ValidationResult> stepErrors,
    Provenance provenance,
    List<StoredDifference> differences,
    List<String> added) {

  /** The name of the file in a report's folder. */
  public static final String NAME = "results.json";

  /** What repeats a comparison of which the command is not recorded. */
  private static final String COMMAND = "./backflow compare ";

  /** Copies the lists. */
  public ResultsFile {
    differences = List.copyOf(differences);
    added = List.copyOf(added);
  }

  /**
   * Reads a file.
   *
   * @param given the file, or the folder that holds it
   * @param home where the images of its configuration are looked for
   * @throws org.backflow.configuration.tree.ConfigurationException when there is none, or it is
   *     damaged or something else
   */
  public static ResultsFile read(Path given, Home home) {
    Path path = Files.isDirectory(given) ? given.resolve(NAME) : given;
    if (!path.equals(given) && !Files.exists(path)) {
      TextProblems problems = TextFile.of(given.toString(), "").problems();
      problems.add(0, 0, "a folder without " + NAME, "one that backflow compare wrote");
      problems.throwIfAny();
    }
    TextFile file = TextFile.readJson(path);
    Configuration written = Configuration.parseJson(file.path(), file.text());
    return written.bind(map -> read(map, path, written.values(), home));
  }

  private static ResultsFile read(
      ConfigurationMap map, Path path, Map<String, @Nullable Object> stored, Home home) {
    map.required("schemaVersion", integer(ResultsJson.SCHEMA_VERSION, ResultsJson.SCHEMA_VERSION));
    String hash = map.required("configurationHash", text());
    boolean sameProtocol = map.optional("sameProtocolAsPublished", bool(), true);
    Experiment experiment =
        map.required("configuration", ExperimentCodec.described(home, sameProtocol));
    String actual = ExperimentCodec.hash(configuration(stored));
    if (!actual.equals(hash)) {
      throw map.refusal("configurationHash", "that of the configuration beside it, " + actual);
    }
    List<Training> trainings =
        map.required(
            "schemes",
            listOf(
                mapOf(tree -> Training.read(tree, experiment)),
                experiment.schemes().size(),
                experiment.schemes().size()));
    Optional<ValidationResult> stepErrors =
        map.optional("fixedAgainstFloat", mapOf(tree -> StepErrors.read(tree, experiment)));
    Provenance provenance =
        new Provenance(
            map.required("toolVersion", text()),
            map.optional("trainedWithToolVersion", text()),
            map.optional("command", text(), COMMAND + path));
    map.ignoreOtherKeys();
    ComparisonResult result = priced(map, experiment, trainings);
    StoredDifferences found =
        StoredDifferences.of(
            stored,
            Configuration.parseJson(NAME, ResultsJson.of(result, stepErrors, provenance)).values());
    return new ResultsFile(
        path, result, stepErrors, provenance, found.differences(), found.added());
  }

  @SuppressWarnings("unchecked") // it was read as a map
  private static Map<String, Object> configuration(Map<String, @Nullable Object> stored) {
    return (Map<String, Object>) Objects.requireNonNull(stored.get("configuration"));
  }

  private static ComparisonResult priced(
      ConfigurationMap map, Experiment experiment, List<Training> trainings) {
    CostModel costs =
        new CostModel(experiment.hardware().accelerator(), experiment.hardware().arithmetic());
    List<SchemeResult> results = new ArrayList<>();
    for (Training training : trainings) {
      FeedbackScheme scheme = experiment.schemes().get(results.size());
      if (!training.scheme().equals(scheme.name())) {
        throw map.refusal(
            "schemes", "those of the configuration in their order, here " + scheme.name());
      }
      StepPlan plan = experiment.plan(scheme);
      StepCost issued = costs.cost(plan);
      results.add(
          new SchemeResult(
              plan,
              training.inFloat(),
              training.inFixed(),
              experiment.hardware().accelerator().zeroGating()
                  ? issued.gated(training.effectiveFractions())
                  : issued));
    }
    return new ComparisonResult(experiment, results);
  }

  /** Returns whether the file says what this version would write. */
  public boolean isCurrent() {
    return differences.isEmpty();
  }

  /**
   * What a file says of the training of one scheme.
   *
   * @param effectiveFractions by operation, the share of multiplications not held back
   */
  private record Training(
      String scheme,
      Optional<TrainingResult> inFloat,
      Optional<TrainingResult> inFixed,
      Map<String, Double> effectiveFractions) {

    static Training read(ConfigurationMap map, Experiment experiment) {
      Training read =
          new Training(
              map.required("scheme", text()),
              experiment.training().numerics().trainsFloat()
                  ? Optional.of(epochs(map, "floatEpochs", experiment))
                  : Optional.empty(),
              experiment.training().numerics().trainsFixed()
                  ? Optional.of(epochs(map, "fixedEpochs", experiment))
                  : Optional.empty(),
              experiment.hardware().accelerator().zeroGating() ? fractions(map) : Map.of());
      map.ignoreOtherKeys();
      return read;
    }

    private static TrainingResult epochs(ConfigurationMap map, String key, Experiment experiment) {
      return map.required(key, mapOf(tree -> EpochSeries.read(tree, experiment)));
    }

    /** The events of an operation are held back by the same share, so their sum tells the share. */
    private static Map<String, Double> fractions(ConfigurationMap map) {
      Map<String, Double> fractions = new LinkedHashMap<>();
      map.required("operations", listOf(mapOf(Effective::read)))
          .forEach(operation -> fractions.put(operation.operation(), operation.fraction()));
      return fractions;
    }
  }

  private record Effective(String operation, long multiplies, long effective) {

    static Effective read(ConfigurationMap map) {
      long multiplies = map.required("multiplies", longInteger(0, Long.MAX_VALUE));
      Effective read =
          new Effective(
              map.required("name", text()),
              multiplies,
              map.required("effectiveMultiplies", longInteger(0, multiplies)));
      map.ignoreOtherKeys();
      return read;
    }

    double fraction() {
      return multiplies == 0 ? 1.0 : (double) effective / multiplies;
    }
  }
}
