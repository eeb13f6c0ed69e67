package org.backflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.WordWidths;
import org.backflow.accelerator.resources.FitError;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.ResourceModel;
import org.backflow.accelerator.resources.SynthesisModels;
import org.backflow.accelerator.resources.SynthesisedCore;
import org.backflow.accelerator.resources.SynthesisedRange;
import org.backflow.experiment.file.Home;
import org.backflow.experiment.file.SynthesisFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures of {@code data/resources/README.md} are those of the models. */
final class ResourceFiguresTest {

  private static final Home HOME = new Home(Path.of(""));

  /** Widths of words and sums of each kind of product. */
  private static final List<WordWidths> KINDS =
      List.of(
          new WordWidths(4, 4, 24),
          new WordWidths(16, 16, 48),
          new WordWidths(16, 16, 52),
          new WordWidths(18, 18, 52));

  private static SynthesisModels models(FpgaFamily family) {
    return new SynthesisModels(family, SynthesisFile.load(HOME, family));
  }

  private static void assertSaid(List<String> lines) throws IOException {
    List<String> missing = new ArrayList<>(lines);
    missing.removeAll(Files.readString(Path.of("data/resources/README.md")).lines().toList());
    assertThat(String.join("\n", missing)).as("missing in the README").isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FpgaFamily.class)
  void arrays_errorsInTheReadme_areThoseOfTheFits(FpgaFamily family) throws IOException {
    SynthesisModels models = models(family);
    List<String> lines = new ArrayList<>();
    for (Dataflow dataflow : List.of(Dataflow.OS, Dataflow.WS)) {
      for (FoldSequence folds : FoldSequence.values()) {
        KINDS.stream()
            .flatMap(widths -> models.arrays(dataflow, folds, widths).stream())
            .distinct()
            .forEach(model -> lines.add(line(family, dataflow, folds, model)));
      }
    }
    assertThat(lines).hasSizeGreaterThan(3);
    assertSaid(lines);
  }

  private static String line(
      FpgaFamily family, Dataflow dataflow, FoldSequence folds, ResourceModel model) {
    FitError leftOut = model.leaveOneOutError();
    FitError largest = model.largestArraysError();
    assertThat(leftOut.largestLutPercent().orElse(0.0)).as("%s", model.kind()).isLessThan(15.0);
    assertThat(leftOut.largestFlipFlopPercent().orElseThrow()).isBetween(1e-6, 3.0);
    return cells(
        family.title() + ", " + dataflow.label() + ", " + folds.label(),
        model.kind().mapping().title(),
        numbers(model.range().operandBits()),
        numbers(model.range().sumBits()),
        Integer.toString(leftOut.rows()),
        percents(leftOut),
        model.largest().toString(),
        percents(largest));
  }

  private static String numbers(SynthesisedRange interval) {
    return interval.least() + " to " + interval.most();
  }

  private static String percents(FitError error) {
    return percent(error.largestLutPercent())
        + " / "
        + percent(error.largestFlipFlopPercent())
        + " %";
  }

  private static String percent(OptionalDouble percent) {
    return percent.isEmpty() ? "–" : String.format(Locale.ROOT, "%.1f", percent.getAsDouble());
  }

  private static String cells(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  @ParameterizedTest
  @EnumSource(FpgaFamily.class)
  void cores_figuresInTheReadme_areThoseOfTheModels(FpgaFamily family) throws IOException {
    SynthesisModels models = models(family);
    List<String> lines = new ArrayList<>();
    for (SynthesisedCore core : models.cores()) {
      FpgaResources took = core.synthesised();
      FpgaResources parts = core.parts(models).orElseThrow().resources();
      lines.add(
          cells(
              family.title() + ", " + core.array() + ", " + core.schemeName(),
              Integer.toString(core.wordBits()),
              whole(took.luts()),
              whole(parts.luts()),
              models.control().map(control -> whole(control.unseen(core).luts())).orElse("–"),
              whole(took.flipFlops()),
              whole(parts.flipFlops()),
              models.control().map(control -> whole(control.unseen(core).flipFlops())).orElse("–"),
              whole(took.dsps()),
              whole(parts.dsps())));
    }
    assertThat(lines).isNotEmpty();
    assertSaid(lines);
  }

  private static String whole(double count) {
    return String.format(Locale.ROOT, "%,d", Math.round(count));
  }
}
