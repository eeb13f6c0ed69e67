package org.backflow.configuration.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> NAMES =
      List.of("epochs", "learningRate", "order", "one-hot", "direct-one-hot", "k", "lr");

  @ParameterizedTest
  @CsvSource({
    "epoch, epochs",
    "epochss, epochs",
    "epocks, epochs",
    "eopchs, epochs",
    "ehcops, ",
    "ochsab, ",
    "EPOCHS, epochs",
    "learning_rate, learningRate",
    "learning-rate, learningRate",
    "Learning Rate, learningRate",
    "learnignRtae, learningRate",
    "onehot, one-hot",
    "directonehot, direct-one-hot",
    "oder, order",
    "older, order",
    "alder, ",
    "K, k",
    "x, ",
    "ls, ",
    "colour, ",
    "'', ",
  })
  void nearestName_ofMistypedName_isTheOneMeant(String given, String expected) {
    assertThat(NearestName.of(given, NAMES).orElse(null)).isEqualTo(expected);
  }

  @Test
  void nearestName_ofNothing_isAbsent() {
    assertThat(NearestName.of("epochs", List.of())).isEmpty();
  }

  @Test
  void nearestName_whenTwoAreEquallyNear_isTheFirst() {
    assertThat(NearestName.of("rat", List.of("rate", "cat"))).contains("rate");
    assertThat(NearestName.of("rat", List.of("cat", "rate"))).contains("cat");
  }

  @Test
  void nearestName_whenALaterOneIsNearer_isTheLater() {
    assertThat(NearestName.of("columns", List.of("columnar", "column"))).contains("column");
  }

  @Test
  void nearestName_inATurkishLocale_isTheSame() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(NearestName.of("SIGN", List.of("sign"))).contains("sign");
    } finally {
      Locale.setDefault(before);
    }
  }
}
