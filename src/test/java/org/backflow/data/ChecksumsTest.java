package org.backflow.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.data.TinyFolder.TRAIN_IMAGES;
import static org.backflow.data.TinyFolder.TRAIN_LABELS;
import static org.backflow.data.TinyFolder.bytes;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumsTest {
  private static final String SOME_SHA256 = "0123456789abcdef".repeat(4);

  /** Of no byte at all, as FIPS 180-4 examples have it. */
  private static final String SHA256_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @TempDir Path path;
  private TinyFolder folder;

  @BeforeEach
  void writeFolder() {
    folder = new TinyFolder(path);
  }

  private void putLines(String... lines) {
    folder.put("SHA256SUMS", String.join("\n", lines).getBytes(UTF_8));
  }

  private void assertRefused(String message, Object... arguments) {
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message, arguments);
  }

  @Test
  void load_contentsAsStated_isAccepted() {
    folder.putChecksums();
    assertThat(TinyFolder.load(path).count()).isEqualTo(5);
    folder.compressAll();
    assertThat(TinyFolder.load(path).count()).isEqualTo(5);
  }

  @Test
  void load_statementsInUpperCaseAndBinaryMode_isAccepted() {
    String sha256 = TinyFolder.sha256(folder.get(TRAIN_IMAGES)).toUpperCase(Locale.ROOT);
    putLines(sha256 + " *" + TRAIN_IMAGES);
    assertThat(TinyFolder.load(path).count()).isEqualTo(5);
  }

  @Test
  void load_linesEndedAsOnWindows_isAccepted() {
    String sha256 = TinyFolder.sha256(folder.get(TRAIN_IMAGES));
    putLines(sha256 + "  " + TRAIN_IMAGES + "\r", "");
    assertThat(TinyFolder.load(path).count()).isEqualTo(5);
  }

  @Test
  void load_contentOtherThanStated_isRefusedWithBothDigests() {
    putLines(SHA256_OF_NOTHING + "  other", SOME_SHA256 + "  " + TRAIN_LABELS);
    folder.put("other", bytes());
    String found = TinyFolder.sha256(folder.get(TRAIN_LABELS));
    assertRefused(
        "%s: found SHA-256 %s of the uncompressed content, expected %s as in %s:2",
        folder.path(TRAIN_LABELS), found, SOME_SHA256, folder.path("SHA256SUMS"));
    folder.putCompressed(TRAIN_LABELS, folder.get(TRAIN_LABELS));
    assertRefused(
        "%s.gz: found SHA-256 %s of the uncompressed content, expected %s as in %s:2",
        folder.path(TRAIN_LABELS), found, SOME_SHA256, folder.path("SHA256SUMS"));
  }

  @Test
  void load_onePixelChanged_isRefused() {
    folder.putChecksums();
    byte[] images = folder.get(TRAIN_IMAGES);
    images[images.length - 1] ^= 1;
    folder.put(TRAIN_IMAGES, images);
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("%s: found SHA-256 ", folder.path(TRAIN_IMAGES));
  }

  @Test
  void load_otherFileStated_isVerifiedToo() {
    putLines(SHA256_OF_NOTHING + "  LICENCE.txt");
    folder.put("LICENCE.txt", bytes());
    assertThat(TinyFolder.load(path).count()).isEqualTo(5);
    folder.put("LICENCE.txt", bytes('x'));
    assertRefused(
        "%s: found SHA-256 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 of the"
            + " uncompressed content, expected %s as in %s:1",
        folder.path("LICENCE.txt"), SHA256_OF_NOTHING, folder.path("SHA256SUMS"));
  }

  @Test
  void load_otherFileStated_isVerifiedToItsEnd() {
    byte[] manual = new byte[200_000];
    putLines(TinyFolder.sha256(manual) + "  manual");
    folder.put("manual.gz", TinyFolder.gzip(manual));
    assertThat(TinyFolder.load(path).count()).isEqualTo(5);
    manual[manual.length - 1] = 1;
    folder.put("manual.gz", TinyFolder.gzip(manual));
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("%s.gz: found SHA-256 ", folder.path("manual"));
  }

  @Test
  void load_statedFileMissing_isRefused() {
    putLines(SHA256_OF_NOTHING + "  LICENCE.txt");
    assertRefused(
        "%s:1:67: 'LICENCE.txt'; expected a file that is in the folder", folder.path("SHA256SUMS"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "0123  train-images-idx3-ubyte",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef train-images-idx3-ubyte",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg  train-images-idx3-ubyte",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  ",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  ../secret",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  a\\b",
        "# comment"
      })
  void load_malformedLine_isRefusedWithItsNumber(String line) {
    putLines(SHA256_OF_NOTHING + "  other", line, "");
    String shown = line.length() > 60 ? line.substring(0, 60) + "..." : line;
    assertRefused(
        "%s:2:1: '%s'; expected '<64 hexadecimal digits>  <file name>'",
        folder.path("SHA256SUMS"), shown);
  }

  @Test
  void load_compressedFileStated_isRefused() {
    putLines(SOME_SHA256 + "  train-images-idx3-ubyte.gz");
    assertRefused(
        "%s:1:67: 'train-images-idx3-ubyte.gz'; expected 'train-images-idx3-ubyte' and the digest of"
            + " the uncompressed content",
        folder.path("SHA256SUMS"));
  }

  @Test
  void load_fileStatedTwice_isRefused() {
    putLines(SHA256_OF_NOTHING + "  other", SHA256_OF_NOTHING + "  other");
    assertRefused(
        "%s:2:67: 'other' again; expected it once, as in %s:1",
        folder.path("SHA256SUMS"), folder.path("SHA256SUMS"));
  }

  @Test
  void load_checksumsWithoutLine_isRefused() {
    putLines();
    assertRefused("%s: is empty; expected digests", folder.path("SHA256SUMS"));
  }

  @Test
  void load_checksumsThatAreAFolder_isRefused() {
    assertThat(folder.path("SHA256SUMS").toFile().mkdir()).isTrue();
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("%s: is a folder", folder.path("SHA256SUMS"));
  }

  @Test
  void load_checksumsThatAreNoText_isRefusedWithTheirPlace() {
    folder.put("SHA256SUMS", bytes('a', '\n', 0xFF, 'b'));
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("%s:2:1: ", folder.path("SHA256SUMS"));
    folder.put("SHA256SUMS", new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("is too large; expected at most 1048576 bytes");
  }

  @Test
  void drain_contentWithoutEnd_isRefused() {
    folder.put("manual.gz", TinyFolder.gzip(new byte[200_000]));
    DataFile manual = new DataFile(folder.path("manual.gz"), "manual", true);
    try (ContentReader reader = ContentReader.open(manual, true)) {
      assertThatThrownBy(() -> reader.drain(100_000))
          .isInstanceOf(InvalidDataException.class)
          .hasMessage(
              "%s: at byte 100000 of the uncompressed content: found more bytes, expected the end of"
                  + " a file that is only verified",
              folder.path("manual.gz"));
    }
  }
}
