package org.backflow.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.backflow.accelerator.EnergyTable;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.report.SyntheticResults;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {

  private static final String COMMAND = "./backflow compare --set runs=3";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "numerics=both",
        "numerics=float",
        "numerics=fixed",
        "runs=1",
        "runs=201",
        "protocol.epochs=1",
        "protocol.epochs=450",
        "schemes=[backprop]",
        "schemes=[one-hot]",
        "schemes=[one-hot, random]",
        "schemes=[backprop, random, one-hot, sparse, sign, sign-symmetric, direct, direct-one-hot]",
        "layers=784-10",
        "layers=784-64-32-32-16-10",
        "protocol.minibatch=200",
        "protocol.feedbackScale=ln(t+e)",
        "protocol.learningRate=0.0625",
        "fixedPoint.rounding=STOCHASTIC",
        "fixedPoint.formats.weight=fixed<12,4,RND_CONV,WRAP>",
        "energyTables=[aladdin-45nm]"
      })
  void page_ofAnyExperiment_isWellFormedAndComplete(String setting) throws Exception {
    Document page = parse(page(SyntheticResults.of(setting)));

    assertThat(ids(page))
        .contains(
            "verdict",
            "comparison",
            "training",
            "cycles",
            "movement",
            "memory",
            "energy",
            "timeline",
            "roofline",
            "motion",
            "operations",
            "fixed-point",
            "provenance",
            "glossary");
    assertThat(elements(page, "main").get(0).getTextContent())
        .doesNotContain("NaN", "Infinity", "Optional", "null");
  }

  @Test
  void page_ofOneExperiment_isTheSameEveryTimeAndUnderEveryLocale() {
    Locale before = Locale.getDefault();
    String first = page(SyntheticResults.of("runs=3"));
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(page(SyntheticResults.of("runs=3", "threads=1"))).isEqualTo(first);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void page_asksForNothingFromAnywhere() throws Exception {
    String html = page(SyntheticResults.of());
    Document page = parse(html);

    assertThat(html).doesNotContain("http:", "https:", "url(", "@import", "//");
    for (String loading : List.of("img", "iframe", "object", "embed", "image", "use")) {
      assertThat(page.getElementsByTagName(loading).getLength()).as(loading).isZero();
    }
    List<String> targets = attributes(page, "href");
    assertThat(targets)
        .contains("results.json", "schemes.csv", "epochs.csv", "tests.csv", "traffic.csv")
        .allMatch(target -> target.matches("#[a-z-]+|[a-z]+\\.(json|csv)|data:,"));
    assertThat(targets.stream().filter(t -> t.startsWith("#")).map(t -> t.substring(1)))
        .isSubsetOf(ids(page));
  }

  @Test
  void identifiers_areUniqueAndEveryDrawingIsDescribed() throws Exception {
    Document page = parse(page(SyntheticResults.of()));

    List<String> ids = attributes(page, "id");
    Set<String> unique = new HashSet<>(ids);
    assertThat(ids).hasSameSizeAs(unique);
    List<Element> drawings =
        elements(page, "svg").stream().filter(svg -> !svg.hasAttribute("aria-hidden")).toList();
    assertThat(drawings).hasSizeGreaterThan(20);
    for (Element drawing : drawings) {
      assertThat(drawing.getAttribute("role")).isEqualTo("img");
      assertThat(unique).contains(drawing.getAttribute("aria-labelledby").split(" "));
    }
    assertThat(elements(page, "figure"))
        .allMatch(figure -> figure.getElementsByTagName("table").getLength() > 0);
    assertThat(elements(page, "th")).allMatch(heading -> heading.hasAttribute("scope"));
  }

  @Test
  void textsOfTheUser_areEscaped() throws Exception {
    String attack = "</style><script>alert('x')</script> & \"quoted\"";
    ComparisonResult result =
        SyntheticResults.of(
            "description='" + attack.replace("'", "''") + "'", "data.path='a<b>&c'");

    String html = HtmlReport.of(result, "<v>", "./backflow compare 'a<b>.yaml' && rm");

    assertThat(html).doesNotContain("<script>alert", "<v>", "a<b>");
    assertThat(elements(parse(html), "script")).hasSize(2);
    assertThat(parse(html).getDocumentElement().getTextContent())
        .contains(attack, "Backflow <v>", "./backflow compare 'a<b>.yaml' && rm", "a<b>&c");
  }

  @Test
  void figuresShown_areThoseOfTheResult() throws Exception {
    ComparisonResult result = SyntheticResults.of("runs=3");
    EnergyTable first = result.experiment().hardware().energyTables().get(0);
    List<String> texts = new ArrayList<>();
    elements(parse(page(result)), "td").forEach(cell -> texts.add(cell.getTextContent()));

    for (SchemeResult scheme : result.schemes()) {
      assertThat(texts)
          .contains(
              Phrases.accuracy(scheme.trainedFloat().orElseThrow()),
              Phrases.accuracy(scheme.trainedFixed().orElseThrow()),
              Decimals.grouped(result.feedback(scheme, first).cycles()),
              Decimals.grouped(result.step(scheme, first).cycles()),
              Decimals.grouped(result.step(scheme, first).multiplies()),
              Decimals.fixed(result.stepGainInCycles(scheme), 4) + "x");
      for (EnergyTable table : result.experiment().hardware().energyTables()) {
        assertThat(texts)
            .contains(
                Decimals.energy(result.feedback(scheme, table).energy().totalPicojoules()),
                Decimals.energy(result.step(scheme, table).energy().totalPicojoules()),
                Decimals.fixed(result.stepGainInEnergy(scheme, table), 4) + "x");
      }
    }
  }

  @Test
  void provenance_namesHashSeedVersionAndCommand() throws Exception {
    ComparisonResult result = SyntheticResults.of("seed=77");

    assertThat(parse(page(result)).getDocumentElement().getTextContent())
        .contains(ExperimentCodec.hash(result.experiment()), "seed: 77", "Backflow 9.9", COMMAND);
  }

  private static String page(ComparisonResult result) {
    return HtmlReport.of(result, "9.9", COMMAND);
  }

  private static Document parse(String html) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return builder.parse(new InputSource(new StringReader(html)));
  }

  private static List<String> ids(Document page) {
    return attributes(page, "id");
  }

  private static List<String> attributes(Document page, String attribute) {
    return elements(page, "*").stream()
        .filter(element -> element.hasAttribute(attribute))
        .map(element -> element.getAttribute(attribute))
        .toList();
  }

  private static List<Element> elements(Document page, String name) {
    NodeList nodes = page.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
