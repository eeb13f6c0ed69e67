package org.backflow.cosim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.backflow.files.NamedFile;

/**
 * The time of a waveform. The testbenches and the stepped model count half periods of a clock that
 * they do not know. Here these become half periods of an accelerator's clock, to seven digits.
 * Their unit is one that a value change dump may have (IEEE 1364-2005, 18.2.3.6): 1, 10 or 100 of
 * s, ms, us, ns, ps or fs.
 *
 * @param halfPeriod of the clock, in units
 * @param unit such as {@code 100ps}
 */
record WaveformTime(BigInteger halfPeriod, String unit) {

  private static final BigDecimal HALF_PERIOD_AT_ONE_MEGAHERTZ = new BigDecimal("0.5e-6");
  private static final MathContext DIGITS = new MathContext(7, RoundingMode.HALF_UP);
  private static final List<String> SECONDS = List.of("s", "ms", "us", "ns", "ps", "fs");

  /** The power of ten of the smallest unit, a femtosecond, and of the largest, 100 seconds. */
  private static final int FINEST = 15;

  private static final int COARSEST = -2;

  /** Returns the time of a clock, in the largest unit that half of its period is a multiple of. */
  static WaveformTime of(double clockMegahertz) {
    BigDecimal seconds =
        HALF_PERIOD_AT_ONE_MEGAHERTZ
            .divide(BigDecimal.valueOf(clockMegahertz), DIGITS)
            .stripTrailingZeros();
    int scale = Math.max(COARSEST, Math.min(seconds.scale(), FINEST));
    BigInteger units = seconds.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
    return new WaveformTime(units.max(BigInteger.ONE), unit(scale));
  }

  /** Returns 10<sup>-scale</sup> seconds. */
  private static String unit(int scale) {
    int prefix = Math.max(0, Math.floorDiv(scale + 2, 3));
    return BigInteger.TEN.pow(3 * prefix - scale) + SECONDS.get(prefix);
  }

  /**
   * Checks that there is a folder for {@code file}, before anything takes its time.
   *
   * @throws WaveformException when there is none
   */
  static void requireFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new WaveformException(file, new NoSuchFileException(folder.toString()));
    }
  }

  /**
   * Writes {@code counted}, a dump in half periods, to {@code file} in units of time.
   *
   * @throws WaveformException when {@code file} cannot be written
   */
  void convert(Path counted, Path file) {
    try (BufferedReader lines = Files.newBufferedReader(counted, StandardCharsets.UTF_8)) {
      NamedFile.write(file, out -> convert(lines, out));
    } catch (IOException e) {
      throw new WaveformException(file, e);
    }
  }

  private void convert(BufferedReader lines, OutputStream out) throws IOException {
    boolean inTimescale = false;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      inTimescale |= line.startsWith("$timescale");
      if (inTimescale) {
        inTimescale = !line.contains("$end");
        if (!inTimescale) {
          write("$timescale " + unit + " $end", out);
        }
      } else {
        write(line.startsWith("#") ? time(line) : line, out);
      }
    }
  }

  private String time(String line) {
    return "#" + new BigInteger(line.substring(1).strip()).multiply(halfPeriod);
  }

  private static void write(String line, OutputStream out) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
