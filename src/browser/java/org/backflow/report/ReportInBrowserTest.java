package org.backflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.report.page.HtmlReport;
import org.backflow.report.text.Phrases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page as people use it. The system property {@code report} adds a page of a real run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportInBrowserTest {

  private static final String REAL = "real run";
  private static final String USUAL = "usual";

  /** A text or shape that leaves its drawing by more than a pixel, and drawings without shapes. */
  private static final String DRAWING_COMPLAINTS =
      """
      const found = [];
      for (const svg of document.querySelectorAll("svg[role=img]")) {
        const box = svg.getBoundingClientRect();
        if (box.width === 0 && svg.closest(".away") !== null) continue;
        const name = svg.querySelector("title").textContent;
        const shapes = [...svg.querySelectorAll("path, rect, line, circle, text")];
        if (shapes.length < 5 || box.width < 100 || box.height < 40) {
          found.push("hardly drawn: " + name);
        }
        for (const shape of shapes) {
          const own = shape.getBoundingClientRect();
          if (own.left < box.left - 1.5 || own.right > box.right + 1.5
              || own.top < box.top - 1.5 || own.bottom > box.bottom + 1.5) {
            found.push(name + ": outside is " + shape.tagName + " " + shape.textContent);
          }
        }
        const ticks = [...svg.querySelectorAll(".tick")].map((tick) => [tick.textContent, tick.getBoundingClientRect()]);
        ticks.forEach(([text, a], i) => ticks.slice(i + 1).forEach(([other, b]) => {
          if (a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom) {
            found.push(name + ": ticks overlap: " + text + " and " + other);
          }
        }));
      }
      return found;
      """;

  /** Texts whose contrast to the page is below 4.5 to 1 (WCAG 2.1, 1.4.3). */
  private static final String CONTRAST_COMPLAINTS =
      """
      const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
      function luminance(colour) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((each) => {
          const part = each / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      }
      const paper = luminance(getComputedStyle(document.body).backgroundColor);
      const found = new Set();
      for (const element of document.querySelectorAll("main p, main td, main th, main li, main a, main dt, main dd, figcaption, svg .tick, svg .unit, svg .label")) {
        const style = getComputedStyle(element);
        const ink = luminance(element instanceof SVGElement ? style.fill : style.color);
        const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
        if (contrast < 4.5) {
          found.add(element.tagName + "." + element.getAttribute("class") + " " + contrast.toFixed(2));
        }
      }
      return [...found];
      """;

  @TempDir private static Path folder;

  private final Map<String, Path> pages = new LinkedHashMap<>();
  private Browser browser;
  private ComparisonResult usual;

  @BeforeAll
  void openBrowser() throws IOException {
    usual = SyntheticResults.of();
    write(USUAL, usual);
    write(
        "largest",
        SyntheticResults.of(
            "schemes=[backprop, random, one-hot, sparse, sign, sign-symmetric, direct,"
                + " direct-one-hot]",
            "layers=784-64-32-16-10",
            "runs=30",
            "protocol.epochs=200",
            "accelerator=edge-16x16-dram"));
    write("smallest", SyntheticResults.of("layers=784-10", "runs=1", "protocol.epochs=1"));
    String real = System.getProperty("report", "");
    if (!real.isEmpty()) {
      pages.put(REAL, Path.of(real).toAbsolutePath());
    }
    browser = new Browser(folder);
  }

  private void write(String name, ComparisonResult result) throws IOException {
    Path page = folder.resolve(name + ".html");
    Files.writeString(
        page,
        HtmlReport.of(result, SyntheticResults.stepErrors(result), "9.9", "./backflow compare"));
    pages.put(name, page);
  }

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  Stream<String> names() {
    return pages.keySet().stream();
  }

  private void open(String name, int width) {
    browser.open(pages.get(name), width);
  }

  @ParameterizedTest
  @MethodSource("names")
  void page_opened_saysNothingOnTheConsoleAndAsksForNothing(String name) throws IOException {
    browser.requests();
    browser.console();

    open(name, 1200);
    browser.await("return !document.querySelector('.controls').hidden");

    assertThat(browser.console()).isEmpty();
    List<String> addresses = new ArrayList<>();
    for (String message : browser.requests()) {
      JsonNode request = new ObjectMapper().readTree(message).at("/message/params/request/url");
      addresses.add(request.asText());
    }
    assertThat(addresses)
        .contains(pages.get(name).toUri().toString())
        .allMatch(
            address ->
                address.equals(pages.get(name).toUri().toString()) || address.startsWith("data:"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void drawings_onScreenAndPhone_areWholeWithTicksApart(String name) {
    for (int width : List.of(1200, 390)) {
      open(name, width);
      assertThat(browser.complaints(DRAWING_COMPLAINTS)).as("%d pixels", width).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void page_onAPhone_scrollsDownwardsOnly(String name) {
    open(name, 390);

    assertThat(
            browser.complaints(
                """
                const width = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= width) return [];
                return [...document.querySelectorAll("body *")]
                  .filter((each) => each.getBoundingClientRect().right > width + 1 && each.closest(".scroll, pre, nav") === null)
                  .map((each) => each.tagName + "." + each.className + " " + each.textContent.slice(0, 40));
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void colours_lightAndDark_areReadable(String name) {
    open(name, 1200);
    assertThat(browser.complaints(CONTRAST_COMPLAINTS)).as("light").isEmpty();
    String light = background();

    browser.media("screen", "dark", false);
    assertThat(background()).isNotEqualTo(light);
    assertThat(browser.complaints(CONTRAST_COMPLAINTS)).as("dark").isEmpty();

    browser.find("#colours").click();
    assertThat(browser.find("#colours").getText()).isEqualTo("Colours: light");
    assertThat(background()).isEqualTo(light);
    browser.media("screen", "light", false);
    browser.find("#colours").click();
    assertThat(background()).as("dark by choice").isNotEqualTo(light);
  }

  private String background() {
    return String.valueOf(browser.run("return getComputedStyle(document.body).backgroundColor"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void print_showsWhatIsFoldedAndNoControls(String name) {
    open(name, 1200);
    browser.media("print", "dark", true);

    assertThat(
            browser.complaints(
                """
                const shown = (each) => each.checkVisibility() && each.getBoundingClientRect().height > 0;
                const found = [...document.querySelectorAll("main table, main svg[role=img], main pre")]
                  .filter((each) => !shown(each)).map((each) => "not printed: " + each.textContent.trim().slice(0, 40));
                [...document.querySelectorAll("button, select, input, nav")]
                  .filter(shown).forEach((each) => found.push("printed: " + each.id + each.textContent));
                return found;
                """))
        .isEmpty();
    assertThat(background()).isEqualTo("rgb(255, 255, 255)");
  }

  @Test
  void animation_stepsPlaysAndStops() {
    open(USUAL, 1200);
    String last = "cycle.value === cycle.max";
    String cycle = "const cycle = document.querySelector('#motion-cycle'); return ";

    browser.find("#motion-first").click();
    assertThat(says()).startsWith("Before the first cycle");
    browser.find("#motion-forward").click();
    assertThat(says()).startsWith("Cycle 1 of 14: 1 of 16 multipliers work");
    assertThat(browser.run("return document.querySelectorAll('.scene:not(.away) .busy').length"))
        .isEqualTo(1L);
    browser.find("#motion-forward").click();
    assertThat(says()).startsWith("Cycle 2 of 14: 3 of 16");
    browser.find("#motion-back").click();
    assertThat(says()).startsWith("Cycle 1 of 14");

    browser.find("#motion-speed").sendKeys("4");
    WebElement play = browser.find("#motion-play");
    play.sendKeys(Keys.SPACE);
    assertThat(play.getText()).isEqualTo("Pause");
    assertThat(browser.find("#motion-says").getDomAttribute("aria-live")).isEqualTo("off");
    browser.await(cycle + "Number(cycle.value) >= 3");
    play.sendKeys(Keys.SPACE);
    assertThat(play.getText()).isEqualTo("Play");
    assertThat(browser.find("#motion-says").getDomAttribute("aria-live")).isEqualTo("polite");

    browser.find("#motion-cycle").sendKeys(Keys.END);
    assertThat(browser.run(cycle + last)).isEqualTo(true);
    assertThat(says()).startsWith("Cycle 14 of 14").endsWith("16 of 16 results have left.");
    browser.find("#motion-cycle").sendKeys(Keys.ARROW_LEFT);
    assertThat(says()).startsWith("Cycle 13 of 14");
  }

  @Test
  void animation_chosenScene_replacesTheOther() {
    open(USUAL, 1200);
    browser.media("screen", "light", true);

    browser.run(
        """
        const scene = document.querySelector("#motion-scene");
        scene.value = "feedback-one-hot";
        scene.dispatchEvent(new Event("change"));
        """);
    browser.find("#motion-cycle").sendKeys(Keys.END);

    assertThat(says()).startsWith("Cycle 5 of 5").contains("0 multipliers work");
    assertThat(
            browser.complaints(
                "return [...document.querySelectorAll('.scene')]"
                    + ".filter((each) => each.checkVisibility())"
                    + ".map((each) => each.dataset.scene)"))
        .containsExactly("feedback-one-hot");
    assertThat(
            browser.run(
                "return getComputedStyle(document.querySelector('.cell')).transitionDuration"))
        .isEqualTo("0s");
  }

  private String says() {
    return browser.find("#motion-says").getText();
  }

  @Test
  void csv_ofAFigure_holdsItsData() throws IOException {
    open(USUAL, 1200);

    click("cycles-step", "CSV");
    List<String> lines = Files.readAllLines(browser.downloaded("mnist-20-cycles-step.csv"));
    assertThat(lines.get(0)).isEqualTo("Scheme,forward,output error,feedback,update,whole step");
    for (int i = 0; i < usual.schemes().size(); i++) {
      SchemeResult scheme = usual.schemes().get(i);
      long cycles =
          usual.step(scheme, usual.experiment().hardware().energyTables().get(0)).cycles();
      assertThat(lines.get(i + 1)).startsWith(Phrases.name(scheme)).endsWith("," + cycles);
    }

    click("accuracy", "CSV");
    lines = Files.readAllLines(browser.downloaded("mnist-20-accuracy.csv"));
    assertThat(lines).hasSize(1 + usual.experiment().training().protocol().epochs());
    assertThat(lines.get(0))
        .startsWith("Epochs completed,\"backprop (float), mean\",\"backprop (float), lowest\"");
    // Of the runs 93.0, 92.9, 92.8, 92.7 and 92.6 %.
    assertThat(lines.get(lines.size() - 1)).startsWith("4,92.80,92.60,93.00,");
  }

  @Test
  void drawing_ofAFigure_isSavedAsSvgAndPng() throws Exception {
    open(USUAL, 1200);

    click("energy-step", "SVG");
    String svg = Files.readString(browser.downloaded("mnist-20-energy-step.svg"));
    assertThat(svg).contains("horowitz-45nm", "aladdin-45nm", "multiply").doesNotContain("var(");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(browser.downloaded("mnist-20-energy-step.svg").toFile());

    click("energy-step", "PNG");
    byte[] png = Files.readAllBytes(browser.downloaded("mnist-20-energy-step.png"));
    assertThat(png).startsWith((byte) 0x89, 'P', 'N', 'G').hasSizeGreaterThan(10_000);
    assertThat(browser.console()).isEmpty();
  }

  private void click(String figure, String kind) {
    browser.run(
        "[...document.querySelectorAll(\"figure[data-name='"
            + figure
            + "'] .files button\")].find((each) => each.textContent === '"
            + kind
            + "').click()");
  }

  @Test
  void lines_underThePointer_areReadOut() {
    open(USUAL, 1200);

    browser.run(
        """
        const svg = document.querySelector("figure[data-name=accuracy] svg[data-rows-from]");
        const box = svg.getBoundingClientRect();
        svg.dispatchEvent(new PointerEvent("pointermove", {clientX: box.right - 20, clientY: box.top + 50}));
        """);

    assertThat(browser.find("figure[data-name=accuracy] .readout").getText())
        .startsWith("Epoch 4")
        .contains("backprop (float): 92.80 (92.60 to 93.00)");
  }

  @Test
  void lines_byArrowKeys_areReadOutAndAnnounced() {
    open(USUAL, 1200);
    WebElement reader = browser.find("figure[data-name=accuracy] .reader");

    reader.sendKeys(Keys.ARROW_RIGHT);
    assertThat(readout()).startsWith("Epoch 1").contains("backprop (float): ");
    assertThat(browser.run("return document.querySelectorAll('.cursor').length")).isEqualTo(1L);
    double first = cursor();
    reader.sendKeys(Keys.ARROW_RIGHT);
    assertThat(readout()).startsWith("Epoch 2");
    assertThat(cursor()).isGreaterThan(first + 20);
    reader.sendKeys(Keys.END);
    assertThat(readout())
        .startsWith("Epoch 4")
        .contains("backprop (float): 92.80 (92.60 to 93.00)");
    reader.sendKeys(Keys.ARROW_RIGHT);
    assertThat(readout()).startsWith("Epoch 4");
    // The means of the synthetic results: 0.2 % more for each later scheme, 0.05 % less in fixed.
    assertThat(spoken())
        .isEqualTo(
            "Epoch 4. backprop (float): 92.80; backprop (fixed point): 92.75; random (float): 93.00;"
                + " random (fixed point): 92.95; one-hot (float): 93.20; one-hot (fixed point): 93.15");
    reader.sendKeys(Keys.ARROW_LEFT);
    assertThat(spoken()).startsWith("Epoch 3. ");
    reader.sendKeys(Keys.HOME);
    assertThat(readout()).startsWith("Epoch 1");
    reader.sendKeys(Keys.ARROW_LEFT);
    assertThat(readout()).startsWith("Epoch 1");
    assertThat(browser.find("figure[data-name=accuracy] .spoken").getDomAttribute("aria-live"))
        .isEqualTo("polite");

    reader.sendKeys(Keys.ESCAPE);
    assertThat(browser.find("figure[data-name=accuracy] .readout").isDisplayed()).isFalse();
    assertThat(spoken()).isEmpty();
    assertThat(
            browser.run(
                "return document.querySelector('.cursor') === null"
                    + " && document.activeElement === document.body"))
        .isEqualTo(true);
    reader.sendKeys(Keys.ARROW_LEFT);
    assertThat(readout()).as("from nowhere to the left").startsWith("Epoch 4");
    reader.sendKeys(Keys.TAB);
    assertThat(spoken()).as("with the focus elsewhere").isEmpty();
    assertThat(browser.console()).isEmpty();
  }

  private String readout() {
    return browser.find("figure[data-name=accuracy] .readout").getText();
  }

  private String spoken() {
    return String.valueOf(
        browser.run(
            "return document.querySelector('figure[data-name=accuracy] .spoken').textContent"));
  }

  private double cursor() {
    return Double.parseDouble(
        String.valueOf(browser.run("return document.querySelector('.cursor').getAttribute('x1')")));
  }

  @ParameterizedTest
  @MethodSource("names")
  void keyboardAndScreenReader_findTheirWay(String name) {
    open(name, 1200);

    assertThat(
            browser.complaints(
                """
                const found = [];
                for (const [landmark, count] of [["main", 1], ["body > header", 1], ["nav[aria-label]", 1], ["body > footer", 1], ["h1", 1]]) {
                  if (document.querySelectorAll(landmark).length !== count) found.push("not one: " + landmark);
                }
                let level = 0;
                for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5")) {
                  const own = Number(heading.tagName[1]);
                  if (own > level + 1) found.push("heading skips a level: " + heading.textContent);
                  level = own;
                }
                for (const table of document.querySelectorAll("table")) {
                  if (table.caption === null) found.push("no caption");
                }
                for (const control of document.querySelectorAll("button, select, input")) {
                  const named = control.textContent.trim() !== "" || control.labels.length > 0;
                  if (!named) found.push("no name: " + control.id);
                }
                const lines = document.querySelectorAll("svg[data-rows-from]").length;
                const readers = [...document.querySelectorAll(".reader[role=application]")];
                if (readers.length !== lines || lines === 0) found.push("lines without keys");
                readers.filter((each) => !/: left and right/.test(each.getAttribute("aria-label")))
                  .forEach(() => found.push("no name of lines"));
                for (const link of document.querySelectorAll("a, button, summary, input, select, .scroll, .reader")) {
                  if (!link.checkVisibility()) continue;
                  link.focus({focusVisible: true});
                  if (document.activeElement !== link) found.push("no focus: " + link.textContent.slice(0, 30));
                  else if (parseFloat(getComputedStyle(link).outlineWidth) < 2) found.push("no outline: " + link.textContent.slice(0, 30));
                }
                return found;
                """))
        .isEmpty();
  }
}
