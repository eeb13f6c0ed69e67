package org.backflow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class FiguresPageTest {

  private static final HeatMap MAP =
      new HeatMap(
          "widths",
          "Accuracy by width and rounding",
          "weights",
          "rounding",
          List.of("12 bits", "16 bits"),
          List.of("RND", "STOCHASTIC"),
          "%",
          1,
          List.of(
              List.of(OptionalDouble.of(23.64), OptionalDouble.of(93.89)),
              List.of(OptionalDouble.of(94.19), OptionalDouble.empty())));

  private static final ScatterFigure SCATTER =
      new ScatterFigure(
          "front",
          "Accuracy against energy",
          "nJ",
          "%",
          0,
          1,
          List.of(
              new ScatterFigure.Point("small", "RND", 100, 60),
              new ScatterFigure.Point("waste", "RND", 150, 55),
              new ScatterFigure.Point("middle", "STOCHASTIC", 150, 90),
              new ScatterFigure.Point("alike", "RND", 150, 90),
              new ScatterFigure.Point("large", "RND", 300, 94),
              new ScatterFigure.Point("beaten", "RND", 310, 94)));

  @Test
  void heatMap_findsHighestAndLowestAndShadesBetween() {
    assertThat(MAP.finding())
        .isEqualTo("Highest is 94.2 % with 16 bits and RND, lowest 23.6 with 12 bits and RND.");
    String markup = MAP.element().toString();
    assertThat(markup).contains("class=\"heat-0\"", "class=\"heat-6\"", "class=\"cell empty\"");
    assertThat(markup).contains("<td>93.9</td>", "<td>–</td>");
  }

  @Test
  void heatMap_ofEqualValues_isOneShade() {
    HeatMap equal =
        new HeatMap(
            "x",
            "x",
            "r",
            "c",
            List.of("a"),
            List.of("b", "c"),
            "%",
            1,
            List.of(List.of(OptionalDouble.of(5), OptionalDouble.of(5))));
    assertThat(equal.element().toString()).contains("heat-6").doesNotContain("heat-0");
  }

  @Test
  void heatMap_withoutAPlaceForEveryPair_isRefused() {
    assertThatThrownBy(
            () ->
                new HeatMap(
                    "x",
                    "x",
                    "r",
                    "c",
                    List.of("a", "b"),
                    List.of("c"),
                    "%",
                    1,
                    List.of(List.of(OptionalDouble.of(5)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 rows and 1 columns")
        .hasMessageContaining("[1]");
  }

  @Test
  void front_holdsWhatNoOtherBeats_equalsAmongIt() {
    assertThat(SCATTER.front())
        .extracting(ScatterFigure.Point::name)
        .containsExactly("small", "middle", "alike", "large");
    assertThat(SCATTER.finding())
        .isEqualTo(
            "4 of 6 designs are beaten by no other one: from small (100, 60.0) to large (300,"
                + " 94.0).");
    assertThat(SCATTER.element().toString().split("class=\"ring\"", -1)).hasSize(5);
  }

  @Test
  void scatter_withoutPointsOrWithoutAPlace_isRefused() {
    assertThatThrownBy(() -> new ScatterFigure("x", "x", "c", "w", 0, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no points");
    assertThatThrownBy(() -> new ScatterFigure.Point("bad", "g", Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bad lies at NaN");
  }

  @Test
  void page_isWellFormedAndHoldsBoth() throws Exception {
    String html =
        new FiguresPage("sweep", "Widths <and> roundings", "9.9", "./backflow sweep x")
            .add(MAP)
            .add(SCATTER)
            .html();
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
    assertThat(html)
        .contains(
            "Widths &lt;and&gt; roundings", "./backflow sweep x", "widths-map", "front-points");
  }
}
