package org.backflow.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class HeatMapTest {

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
}
