package org.backflow.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTextTest {

  @Test
  void tree_becomesAKeyPerLine() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", "mnist-20");
    tree.put("layers", List.of(784, 20, 10));
    tree.put("protocol", Map.of("learningRate", 0.07));
    tree.put("tables", List.of(Map.of("name", "one"), Map.of("name", "two")));
    tree.put("layers of a network", List.of(Map.of("dense", 10), "flatten"));
    tree.put("text", "a: \"b\"");

    assertThat(ConfigurationText.of(tree))
        .isEqualTo(
            """
            name: mnist-20
            layers: [784, 20, 10]
            protocol:
              learningRate: 0.07
            tables:
              - name: one
              - name: two
            layers of a network:
              - dense: 10
              - flatten
            text: "a: \\"b\\""
            """);
  }
}
