package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The MNIST files that come with the project. The counts of labels and of non-zero pixels were made
 * by a Python program of a few lines on the decompressed files.
 */
class MnistTest {
  private static final Path FOLDER = Path.of("data", "mnist");
  private static DataSet mnist;

  @BeforeAll
  static void load() {
    mnist = TinyFolder.load(FOLDER);
  }

  private static int[] histogram(int from, int to) {
    int[] counts = new int[mnist.classes()];
    for (int image = from; image < to; image++) {
      counts[mnist.label(image)]++;
    }
    return counts;
  }

  @Test
  void load_mnist_hasItsPublishedSizes() {
    assertThat(mnist.count()).isEqualTo(70_000);
    assertThat(mnist.officialTrainCount()).isEqualTo(60_000);
    assertThat(mnist.shape().height()).isEqualTo(28);
    assertThat(mnist.shape().width()).isEqualTo(28);
    assertThat(mnist.classes()).isEqualTo(10);
    assertThat(TinyFolder.pixels(mnist)).hasSize(54_880_000);
  }

  @Test
  void load_mnist_hasItsLabels() {
    assertThat(Arrays.copyOfRange(mnist.labels(), 0, 5)).containsExactly(5, 0, 4, 1, 9);
    assertThat(Arrays.copyOfRange(mnist.labels(), 60_000, 60_005)).containsExactly(7, 2, 1, 0, 4);
    assertThat(histogram(0, 60_000))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(histogram(60_000, 70_000))
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
  }

  @Test
  void load_mnist_hasItsPixels() {
    NonZeroPixels nonZero = mnist.nonZeroPixels();
    assertThat(nonZero.starts()).hasSize(70_001);
    assertThat(nonZero.starts()[60_000]).isEqualTo(8_994_156);
    assertThat(nonZero.starts()[70_000]).isEqualTo(8_994_156 + 1_511_219);
    assertThat(sum(TinyFolder.pixels(mnist))).isEqualTo(1_567_298_545L + 264_923_200L);
    assertThat(sum(nonZero.values())).isEqualTo(1_567_298_545L + 264_923_200L);
  }

  private static long sum(byte[] unsigned) {
    long sum = 0;
    for (byte value : unsigned) {
      sum += Byte.toUnsignedInt(value);
    }
    return sum;
  }

  @Test
  void readme_fileList_agreesWithTheFilesAndTheirChecksums() throws IOException {
    // | `name` | bytes of the .gz | bytes of the content | SHA-256 of the content |
    Pattern row =
        Pattern.compile("(?m)^\\| `([^`]+)` \\| ([\\d,]+) \\| ([\\d,]+) \\| `([0-9a-f]{64})` \\|$");
    String readme = Files.readString(FOLDER.resolve("README.md"));
    Map<String, String> digests = new LinkedHashMap<>();
    for (MatchResult file : row.matcher(readme).results().toList()) {
      Path path = FOLDER.resolve(file.group(1) + ".gz");
      assertThat(number(file.group(2))).as(file.group()).isEqualTo(Files.size(path));
      assertThat(number(file.group(3))).as(file.group()).isEqualTo(contentBytes(path));
      digests.put(file.group(1), file.group(4));
    }
    Map<String, String> stated = new LinkedHashMap<>();
    for (String line : Files.readAllLines(FOLDER.resolve("SHA256SUMS"))) {
      stated.put(line.substring(66), line.substring(0, 64));
    }
    assertThat(digests).hasSize(4).isEqualTo(stated);
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  private static long contentBytes(Path compressed) throws IOException {
    try (InputStream content = new GZIPInputStream(Files.newInputStream(compressed))) {
      return content.transferTo(OutputStream.nullOutputStream());
    }
  }
}
