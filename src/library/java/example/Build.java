package example;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.backflow.data.DataDescription;
import org.backflow.data.DataFormat;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.DataSource;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.file.AcceleratorFile;
import org.backflow.experiment.file.EnergyTableFile;
import org.backflow.experiment.file.Home;
import org.backflow.feedback.FeedbackScale;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.network.NetworkShape;
import org.backflow.training.Protocol;

/** Compares two schemes in an experiment that no file describes: FOLDER of images. */
public final class Build {
  private Build() {}

  public static void main(String[] arguments) {
    Home home = Home.ofProcess();
    Experiment experiment =
        Experiment.builder()
            .data(
                new DataSource(
                    "MNIST",
                    arguments[0],
                    DataDescription.of(Path.of(arguments[0]), DataFormat.IDX),
                    Optional.of(new DataSource.Pooled(1000, 500))))
            .network(NetworkShape.parse("784-20-10"))
            .schemes(
                List.of(FeedbackSchemes.BACKPROP, FeedbackSchemes.named("one-hot").orElseThrow()))
            .protocol(
                new Protocol(
                    1,
                    1,
                    0.07,
                    Protocol.Gradient.SUMMED,
                    Protocol.Order.RESHUFFLED,
                    FeedbackScale.CONSTANT))
            .arithmetic(FixedPointArithmetic.sixteenBits())
            .accelerator(AcceleratorFile.load(home, "edge-16x16", List.of()))
            .energyTables(List.of(EnergyTableFile.load(home, "horowitz-45nm")))
            .runs(1)
            .seed(1)
            .build();
    ComparisonResult result = new Comparison(experiment).run();
    for (SchemeResult scheme : result.schemes()) {
      System.out.printf(
          "%s %.4f %.4fx%n",
          scheme.scheme().name(),
          scheme.trainedFloat().orElseThrow().finalAccuracy().mean(),
          result.stepGainInCycles(scheme));
    }
  }
}
