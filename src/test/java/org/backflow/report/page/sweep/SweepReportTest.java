package org.backflow.report.page.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.backflow.experiment.file.Home;
import org.backflow.report.SyntheticResults;
import org.backflow.report.chart.ScatterScale;
import org.backflow.report.page.HtmlReport;
import org.backflow.sweep.LocalEngine;
import org.backflow.sweep.ResourceEstimates;
import org.backflow.sweep.Sweep;
import org.backflow.sweep.SweepAnalysis;
import org.backflow.sweep.SweepCounts;
import org.backflow.sweep.SweepFolder;
import org.backflow.sweep.SweepListener;
import org.backflow.sweep.SweepRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

final class SweepReportTest {
  private static final Home HOME = new Home(Path.of(""));

  @TempDir private Path folder;

  private Document page(String space) throws Exception {
    Path file =
        Files.writeString(folder.resolve("s.yaml"), "experiment: mnist-20\ntrain: false\n" + space);
    Sweep sweep = Sweep.load(file, HOME, List.of());
    SweepFolder results = new SweepFolder(folder.resolve("out"), "test");
    SweepCounts counts =
        new SweepRun(sweep, results)
            .run(new LocalEngine(2, ResourceEstimates.of(HOME)), SweepListener.SILENT);
    SweepAnalysis analysis =
        SweepAnalysis.of(sweep, counts, results, sweep.objectives(), Optional.empty());
    new SweepReport(analysis, results, "./backflow sweep s", "./backflow compare mnist-20").write();
    return parsed(Files.readString(folder.resolve("out/index.html")));
  }

  private static Document parsed(String page) throws Exception {
    String xml = page.substring(page.indexOf('\n') + 1);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static long count(Document page, String tag, String attribute, String start) {
    NodeList found = page.getElementsByTagName(tag);
    long count = 0;
    for (int i = 0; i < found.getLength(); i++) {
      var node = found.item(i).getAttributes().getNamedItem(attribute);
      count += node != null && node.getNodeValue().startsWith(start) ? 1 : 0;
    }
    return count;
  }

  @Test
  void page_ofAFewPoints_tellsEachWithItsCommand() throws Exception {
    Document page =
        page(
            """
            space:
              accelerator.array: [4x4, 8x8, 16x16]
              protocol.minibatch: [1, 8]
              scheme: [backprop, one-hot]
            """);
    assertThat(count(page, "path", "class", "dot ")).isEqualTo(12);
    String text = page.getDocumentElement().getTextContent();
    assertThat(text)
        .contains(
            "./backflow compare mnist-20 --set accelerator.array=16x16 --set protocol.minibatch=1"
                + " --set 'schemes=[one-hot]'")
        .contains("designs are beaten by no other in step_cycles, step_energy_picojoules");
    assertThat(count(page, "path", "class", "hollow ")).isPositive();
    // A map of 2 x 3 for each of the two schemes; no pair was left out.
    assertThat(count(page, "title", "id", "heat-")).isEqualTo(2);
    assertThat(count(page, "rect", "class", "heat-")).isEqualTo(12);
    assertThat(count(page, "script", "src", "")).isZero();
  }

  @Test
  void page_ofPointsWithExtrapolatedEnergies_saysSoBelowTheFront() throws Exception {
    Document page =
        page(
            """
            space:
              accelerator.sram.weightKibibytes: [2048]
              scheme: [backprop, one-hot]
            """);
    assertThat(page.getDocumentElement().getTextContent())
        .contains(
            "SRAM energy of horowitz-45nm is extrapolated beyond the largest memory published")
        .contains("weight 2,048 KiB; SRAM energy of aladdin-45nm");
  }

  /** Energies above 2^63 pJ on an axis, of wide layers and of a table of one's own. */
  @Test
  void page_ofEnergiesBeyondALong_isWritten() throws Exception {
    Document wide =
        page(
            """
            space:
              layers: [784-20-10, 784-60000-60000-10]
              protocol.minibatch: [1, 60000]
              fixedPoint.accumulatorBits: 60
              scheme: [backprop, one-hot]
            pareto: [cycles, energy]
            """);
    assertThat(count(wide, "path", "class", "dot ")).isEqualTo(8);
  }

  @Test
  void page_ofAnEnergyTableWithHugeEnergies_isWritten() throws Exception {
    String shipped = Files.readString(Path.of("data/energy/horowitz-45nm.yaml"));
    Path table =
        Files.writeString(
            folder.resolve("huge.yaml"),
            shipped.replaceFirst("(?s)(add:\\s+picojoules: )\\[[^]]*]", "$1[0, 1e300]"));
    assertThat(table).content().contains("1e300");
    String setting = "energyTables=[" + table + "]";
    assertThat(HtmlReport.of(SyntheticResults.of(setting), "1", "command")).contains("E30");
    Document page =
        page("space: {energyTables: [['%s']], scheme: [backprop, one-hot]}".formatted(table));
    assertThat(count(page, "path", "class", "dot ")).isEqualTo(2);
  }

  @Test
  void page_ofManyPoints_thinsDotsButNotTheFront() throws Exception {
    Document page =
        page(
            """
            space:
              accelerator.array: [4x4, 8x8, 16x16, 32x32]
              protocol.minibatch: {from: 1, to: 200, step: 1}
              scheme: [backprop, one-hot]
            """);
    assertThat(count(page, "path", "class", "dot ")).isBetween(50L, 1500L);
    assertThat(page.getDocumentElement().getTextContent())
        .contains("1,600 points, one dot for all of a scheme at the same place")
        .contains("(logarithmic)");
  }

  @Test
  void scale_ofEnergies_hasAUnitThatSuits() throws IOException {
    Sweep sweep =
        Sweep.load(
            Files.writeString(
                folder.resolve("t.yaml"), "experiment: mnist-20\ntrain: false\nspace: {runs: 1}\n"),
            HOME,
            List.of());
    ScatterScale scale =
        ScatterScale.of(
            sweep.columns().get(sweep.columns().require("energy")), 200_000.0, 400_000.0);
    assertThat(scale.title()).endsWith(", nJ");
    assertThat(scale.position(200_000.0)).isZero();
    assertThat(scale.position(300_000.0)).isBetween(0.4, 0.6);
    assertThat(scale.ticks().get(0).label()).isEqualTo("200");
  }
}
