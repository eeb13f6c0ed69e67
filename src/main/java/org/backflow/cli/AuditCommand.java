package org.backflow.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.backflow.audit.Audit;
import org.backflow.audit.WhereItPays;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.Home;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.report.table.AuditTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backflow audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Count the claimed factor of 20 under every convention, and find where it pays.",
    description = {
      "",
      "An essay says that one-hot feedback reduces the backprop computation from output to hidden"
          + " layer \"by a factor of 20\" (siarez.com, 2017). Counts multiply-accumulates,"
          + " operations, multiplies, words, bits, storage, cycles and energy of the feedback"
          + " product, the feedback phase, the step and a whole run, and how the gain of the step"
          + " grows with width, depth, outputs and minibatch: that of one-hot, or else of the first"
          + " scheme of the experiment that is not backprop. Trains nothing.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  backflow audit --format json",
      "  backflow audit --set layers=784-1000-1000-10 --scheme direct-one-hot"
    })
final class AuditCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ChosenExperiment experimentChoice = new ChosenExperiment();

  @Option(
      names = "--threshold",
      paramLabel = "GAIN",
      description = "The gain that is worth it, in cycles of the whole step; 1.05 when left out.")
  private double threshold = 1.05;

  @Option(
      names = "--format",
      paramLabel = OutputFormat.LABEL,
      description = OutputFormat.DESCRIPTION)
  private OutputFormat format = OutputFormat.TABLE;

  AuditCommand() {}

  @Override
  public Integer call() {
    if (!(threshold > 1.0)) {
      throw new InvalidOptionException(
          "--threshold", Double.toString(threshold), "expected more than 1");
    }
    Home home = Home.ofProcess(remark -> Messages.tell(spec.commandLine(), remark));
    Experiment experiment = experimentChoice.loadNamed(home);
    SchemeNames.leftOut(experiment.model().network())
        .forEach(left -> Messages.tell(spec.commandLine(), "left out: " + left));
    FeedbackScheme scheme = followed(experiment.schemes());
    int trainSamples = experiment.training().data().trainSamples();
    experiment
        .remarks(trainSamples)
        .forEach(remark -> Messages.tell(spec.commandLine(), "note: " + remark));
    AuditTable table =
        new AuditTable(
            new AuditTable.Subject(
                experiment.presentation().name(),
                experiment.model().network().toString(),
                experiment.training().protocol().minibatch(),
                experiment.hardware().accelerator().name(),
                scheme.name(),
                threshold),
            new Audit(experiment, counted(experiment)).rows(trainSamples),
            new WhereItPays(experiment, scheme, threshold).payoffs());
    format.print(table, spec);
    return 0;
  }

  /** Returns the scheme whose gain is followed: what the claim is about, if it is there. */
  private static FeedbackScheme followed(List<FeedbackScheme> schemes) {
    return schemes.contains(FeedbackSchemes.ONE_HOT)
        ? FeedbackSchemes.ONE_HOT
        : schemes.stream()
            .filter(scheme -> !scheme.equals(FeedbackSchemes.BACKPROP))
            .findFirst()
            .orElse(FeedbackSchemes.BACKPROP);
  }

  /** Every scheme is counted, whatever is followed. */
  private static List<FeedbackScheme> counted(Experiment experiment) {
    Set<FeedbackScheme> all = new LinkedHashSet<>(experiment.model().network().fitting());
    all.addAll(experiment.schemes());
    return List.copyOf(all);
  }
}
