package example;

import java.nio.file.Path;
import org.backflow.accelerator.EnergyTable;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.file.ExperimentFile;

/** Compares the scheme beside it with two that are shipped: EXPERIMENT, then settings. */
public final class Compare {
  private Compare() {}

  public static void main(String[] arguments) {
    String[] settings = arguments.clone();
    settings[0] = "schemes=[backprop, one-hot, block-one-hot]";
    Experiment experiment = ExperimentFile.load(Path.of(arguments[0]), settings);
    ComparisonResult result = new Comparison(experiment).run();
    EnergyTable energy = experiment.hardware().energyTables().get(0);
    for (SchemeResult scheme : result.schemes()) {
      System.out.printf(
          "%s %.4f %d%n",
          scheme.scheme().name(),
          scheme.trainedFixed().orElseThrow().finalAccuracy().mean(),
          result.feedback(scheme, energy).multiplies());
    }
  }
}
