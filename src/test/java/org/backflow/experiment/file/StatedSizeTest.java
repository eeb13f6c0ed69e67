package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes with their units. */
final class StatedSizeTest {

  @ParameterizedTest
  @CsvSource({
    "1 bit, 1",
    "7 bits, 7",
    "3 B, 24",
    "8 KiB, 65536",
    "8KiB, 65536",
    "1 MiB, 8388608",
    "2 GiB, 17179869184",
    "999999999 GiB, 8589934583410065408"
  })
  void sizeOfMemory_withItsUnit_isInBits(String text, long bits) {
    assertThat(StatedSize.bits(text)).hasValue(bits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "8 KB", "8 kib", "0 KiB", "1.5 KiB", "-1 B", "KiB", "1000000000 B"})
  void sizeOfMemory_ofAnotherForm_isNone(String text) {
    assertThat(StatedSize.bits(text)).isEmpty();
  }

  @Test
  void widthOfWord_needsNoUnit() {
    assertThat(StatedSize.bitsOfWord("16")).hasValue(16);
    assertThat(StatedSize.bitsOfWord("16 bits")).hasValue(16);
    assertThat(StatedSize.bitsOfWord("1 bit")).hasValue(1);
    assertThat(StatedSize.bitsOfWord("0")).isEmpty();
    assertThat(StatedSize.bitsOfWord("8 B")).isEmpty();
    assertThat(StatedSize.bitsOfWord("10000")).isEmpty();
  }
}
