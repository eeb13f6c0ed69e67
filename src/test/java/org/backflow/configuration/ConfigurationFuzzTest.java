package org.backflow.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.backflow.configuration.tree.ConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damages a valid file at random. Whatever the damage, the outcome is a bound value or a {@link
 * ConfigurationException} whose message has no control characters.
 */
class ConfigurationFuzzTest {
  private static final int FILES = 1_000;
  private static final int MOST_DAMAGES = 4;

  /** What YAML gives a meaning to, and what decoders stumble over. */
  private static final List<String> FRAGMENTS =
      List.of(
          "[",
          "]",
          "{",
          "}",
          ": ",
          "- ",
          "? ",
          ", ",
          "&a ",
          "*a ",
          "!!int ",
          "!x ",
          "|\n",
          ">-\n",
          "'",
          "\"",
          "\"\\x",
          "\"\\U00110000\"",
          "#",
          " #",
          "\t",
          "\n",
          "\r",
          "\n---\n",
          "\n...\n",
          "%YAML 9.9\n---\n",
          "%TAG ! x\n",
          "<<: ",
          "~",
          "null",
          ".nan",
          "-.inf",
          "0x",
          "0o8",
          "1e999",
          "\uFEFF",
          "\u0085",
          "\u2028",
          "\u0000",
          "\uD83D\uDE00",
          "@",
          "`",
          "99999999999");

  @TempDir private Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void damagedFile_isEitherBoundOrRefused(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Path file = folder.resolve("fuzzed.yaml");
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] damaged = damaged(random);
      Files.write(file, damaged);
      try {
        Configuration.read(file).bind(SampleExperiment::from);
      } catch (ConfigurationException e) {
        refused++;
        assertThat(e.getMessage()).as("seed %d, file %d", seed, i).startsWith(file + ":");
        assertThat(e.getMessage().lines().allMatch(ConfigurationFuzzTest::isPrintable))
            .as("seed %d, file %d: %s", seed, i, e.getMessage())
            .isTrue();
      } catch (RuntimeException | StackOverflowError e) {
        String text = new String(damaged, StandardCharsets.ISO_8859_1);
        throw new AssertionError("seed " + seed + ", file " + i + ":\n" + text, e);
      }
    }
    assertThat(refused).as("seed %d", seed).isBetween(FILES / 2, FILES - 1);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5, 6})
  void settingOfFragments_isEitherBoundOrRefused(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Configuration configuration = Configuration.parse("a.yaml", SampleExperiment.YAML);
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      StringBuilder setting = new StringBuilder("schemes.0=");
      for (int j = random.nextInt(MOST_DAMAGES); j >= 0; j--) {
        setting.append(random.nextBoolean() ? "one-hot" : anyFragment(random));
      }
      try {
        configuration.with(List.of(Setting.parse(setting.toString()))).bind(SampleExperiment::from);
      } catch (ConfigurationException e) {
        refused++;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ", setting " + i + ":\n" + setting, e);
      }
    }
    assertThat(refused).as("seed %d", seed).isBetween(FILES / 2, FILES - 1);
  }

  private static byte[] damaged(SplittableRandom random) throws IOException {
    byte[] bytes = SampleExperiment.YAML.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(MOST_DAMAGES); i >= 0; i--) {
      int position = random.nextInt(bytes.length);
      int removed = Math.min(random.nextInt(4), bytes.length - position);
      byte[] inserted =
          random.nextBoolean()
              ? new byte[] {(byte) random.nextInt(256)}
              : anyFragment(random).getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      changed.write(bytes, 0, position);
      changed.write(inserted);
      changed.write(bytes, position + removed, bytes.length - position - removed);
      bytes = changed.toByteArray();
    }
    return bytes;
  }

  private static String anyFragment(SplittableRandom random) {
    return FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
  }

  private static boolean isPrintable(String line) {
    return line.chars().noneMatch(Character::isISOControl);
  }
}
