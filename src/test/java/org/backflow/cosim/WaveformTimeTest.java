package org.backflow.cosim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WaveformTimeTest {

  @TempDir private Path folder;

  // Half a period is 0.5 us over the clock in MHz. A third of it is rounded to seven digits.
  @ParameterizedTest
  @CsvSource({
    "200, 25, 100ps",
    "500, 1, 1ns",
    "1000, 5, 100ps",
    "100, 5, 1ns",
    "700, 714286, 1fs",
    "300, 1666667, 1fs",
    "0.03, 1666667, 10ps",
    "1, 5, 100ns",
    "0.000001, 5, 100ms",
    "0.0000005, 1, 1s",
    "0.000000005, 1, 100s",
    "0.00000000005, 100, 100s",
    "1e12, 1, 1fs",
  })
  void of_aClock_isHalfItsPeriodInALegalUnit(double megahertz, long halfPeriod, String unit) {
    WaveformTime time = WaveformTime.of(megahertz);
    assertThat(time).isEqualTo(new WaveformTime(BigInteger.valueOf(halfPeriod), unit));
    assertThat(time.unit()).matches("10{0,2}(s|ms|us|ns|ps|fs)");
  }

  @Test
  void requireFolder_ofAFileInNone_namesBoth() {
    WaveformTime.requireFolder(folder.resolve("core.vcd"));
    Path file = folder.resolve("none/core.vcd");
    assertThatThrownBy(() -> WaveformTime.requireFolder(file))
        .isInstanceOf(WaveformException.class)
        .hasMessage(
            "%s cannot be written: there is no %s", file, folder.resolve("none").toAbsolutePath());
  }

  /** Icarus writes the timescale on three lines; {@code #} is an identifier, too. */
  @Test
  void convert_changesTheTimescaleAndTheTimesAlone() throws IOException {
    Path counted = folder.resolve("counted.vcd");
    Files.writeString(
        counted,
        """
        $date
        $end
        $timescale
        \t1s
        $end
        $var wire 1 # clk $end
        $enddefinitions $end
        #0
        0#
        b1 #
        #3
        1#
        """);
    Path file = folder.resolve("time.vcd");
    WaveformTime.of(200).convert(counted, file);
    assertThat(file)
        .hasContent(
            """
            $date
            $end
            $timescale 100ps $end
            $var wire 1 # clk $end
            $enddefinitions $end
            #0
            0#
            b1 #
            #75
            1#
            """);
  }
}
