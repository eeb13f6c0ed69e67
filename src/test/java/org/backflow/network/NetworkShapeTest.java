package org.backflow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkShapeTest {
  @Test
  void parse_ofWidths_knowsEveryLayer() {
    NetworkShape network = NetworkShape.parse("784-40-20-10");
    assertThat(network).isEqualTo(NetworkShape.of(784, 40, 20, 10)).hasToString("784-40-20-10");
    assertThat(network.layers()).isEqualTo(3);
    assertThat(network.inputs()).isEqualTo(784);
    assertThat(network.outputs()).isEqualTo(10);
    assertThat(network.width(0)).isEqualTo(784);
    assertThat(network.width(2)).isEqualTo(20);
    assertThat(network.weightRows(1)).as("with the bias").isEqualTo(785);
    assertThat(network.weightRows(3)).isEqualTo(21);
  }

  @Test
  void parse_ofTwoWidths_isASingleLayer() {
    NetworkShape network = NetworkShape.parse("1000000-1");
    assertThat(network.layers()).isEqualTo(1);
    assertThat(network.inputs()).isEqualTo(NetworkShape.MAX_WIDTH);
    assertThat(network.outputs()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "784",
        "784-",
        "-784-10",
        "784--10",
        "784-x",
        "784,20",
        "784 - 10",
        "12345678-1"
      })
  void parse_ofAnythingElse_isRefused(String text) {
    assertThatThrownBy(() -> NetworkShape.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' is not a network; expected widths joined by hyphens, as in 784-20-10", text);
  }

  @Test
  void shape_ofWidthsOutOfRange_isRefused() {
    assertThatThrownBy(() -> NetworkShape.parse("784-0-10"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("width 0 of a layer; expected 1 to 1000000");
    assertThatThrownBy(() -> NetworkShape.parse("1000001-10"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("width 1000001 of a layer; expected 1 to 1000000");
    assertThatThrownBy(() -> NetworkShape.of(784))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a network has at least two widths, inputs and outputs; found [784]");
  }

  @Test
  void shape_ofAList_copiesIt() {
    List<Integer> widths = new ArrayList<>(List.of(2, 3));
    NetworkShape network = new NetworkShape(widths);
    widths.set(0, 9);
    assertThat(network.inputs()).isEqualTo(2);
  }
}
