package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.data.TinyFolder.TEST_IMAGES;
import static org.backflow.data.TinyFolder.TRAIN_IMAGES;
import static org.backflow.data.TinyFolder.TRAIN_LABELS;

import java.io.EOFException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to the compression, as opposed to the content. */
class GzipTest {
  private static final String FILE = TRAIN_IMAGES + ".gz";
  private static final int HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int CONTENT_BYTES = 34;

  @TempDir Path path;
  private TinyFolder folder;
  private byte[] compressed;

  @BeforeEach
  void compressTrainingImages() {
    folder = new TinyFolder(path);
    folder.putCompressed(TRAIN_IMAGES, folder.get(TRAIN_IMAGES));
    compressed = folder.get(FILE);
  }

  private void assertDamaged(int offset, String found) {
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "%s: at byte %d of the uncompressed content: found damaged gzip data (%s), expected"
                + " gzip data without damage",
            folder.path(FILE), offset, found)
        .hasCauseInstanceOf(ZipException.class);
  }

  @Test
  void load_plainContentNamedGz_isReadAsWhatItIs() {
    folder.put(FILE, folder.get(TEST_IMAGES));
    folder.put(TRAIN_LABELS, TinyFolder.labels(2, 1, 1));
    assertThat(TinyFolder.pixels(TinyFolder.load(path))).startsWith(9, 0, 0, 0, 0, 0).hasSize(24);
  }

  @Test
  void load_otherContentNamedGz_isSaidNotToBeCompressed() {
    folder.put(FILE, TinyFolder.bytes('n', 'o', 'n', 'e', '.', ' ', 'i', 's', ' ', 'i', 't', '?'));
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "%s: at byte 0 of the uncompressed content: found data that is not compressed, expected"
                + " gzip data, as the name says",
            folder.path(FILE));
  }

  @Test
  void load_invalidCompressedBlock_isRefused() {
    // The two bits after the first are the block type, of which 3 is reserved.
    compressed[HEADER_BYTES] |= 6;
    folder.put(FILE, compressed);
    assertDamaged(0, "invalid block type");
  }

  @Test
  void load_wrongCyclicRedundancyCheck_isRefused() {
    compressed[compressed.length - TRAILER_BYTES] ^= 1;
    folder.put(FILE, compressed);
    assertDamaged(CONTENT_BYTES, "Corrupt GZIP trailer");
  }

  @Test
  void load_wrongLengthInTrailer_isRefused() {
    compressed[compressed.length - 1] ^= 1;
    folder.put(FILE, compressed);
    assertDamaged(CONTENT_BYTES, "Corrupt GZIP trailer");
  }

  @Test
  void load_gzipTruncatedAnywhere_isRefused() {
    int refused = 0;
    for (int length = 0; length < compressed.length; length++) {
      folder.put(FILE, Arrays.copyOf(compressed, length));
      assertThatThrownBy(() -> TinyFolder.load(path))
          .as("%d bytes of %d", length, compressed.length)
          .isInstanceOf(InvalidDataException.class)
          .hasMessageStartingWith("%s: at byte ", folder.path(FILE))
          .hasMessageEndingWith(
              " of the uncompressed content: found the end of a truncated gzip file, expected more"
                  + " compressed data")
          .hasCauseInstanceOf(EOFException.class);
      refused++;
    }
    assertThat(refused).isGreaterThan(HEADER_BYTES + TRAILER_BYTES);
  }

  @Test
  void load_gzipTruncatedInTrailer_namesTheEndOfTheContent() {
    folder.put(FILE, Arrays.copyOf(compressed, compressed.length - 1));
    assertThatThrownBy(() -> TinyFolder.load(path))
        .hasMessageContaining("at byte %d of the uncompressed content", CONTENT_BYTES);
  }
}
