package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks a file of a valid folder at random, then loads the folder: either that is refused with an
 * {@link InvalidDataException}, or the data is right. Another seed: {@code mvn test
 * -Dtest=IdxFuzzTest -DargLine=-Dfuzz.seed=2}.
 */
class IdxFuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final int CASES = 2_000;

  @TempDir Path path;
  private TinyFolder folder;

  @BeforeEach
  void writeFolder() {
    folder = new TinyFolder(path);
  }

  @Test
  void load_brokenPlainFile_isRefusedOrGivesWhatTheFilesHold() {
    breakOneOf(List.of(TinyFolder.NAMES), "fuzz-plain", this::assertAsInFiles);
  }

  @Test
  void load_brokenCompressedFile_isRefusedOrGivesTheOriginal() {
    folder.compressAll();
    List<String> names = Stream.of(TinyFolder.NAMES).map(name -> name + ".gz").toList();
    breakOneOf(names, "fuzz-compressed", IdxFuzzTest::assertOriginal);
  }

  @Test
  void load_brokenFileWithChecksums_isRefusedOrGivesTheOriginal() {
    folder.putChecksums();
    List<String> names =
        Stream.concat(Stream.of("SHA256SUMS"), Stream.of(TinyFolder.NAMES)).toList();
    breakOneOf(names, "fuzz-checksums", IdxFuzzTest::assertOriginal);
  }

  private void breakOneOf(List<String> names, String purpose, Consumer<DataSet> check) {
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      RandomStream random = RandomStream.of(SEED, purpose, i);
      String name = names.get(random.nextInt(names.size()));
      byte[] original = folder.get(name);
      folder.put(name, broken(original, random));
      try {
        check.accept(TinyFolder.load(path));
      } catch (InvalidDataException e) {
        assertThat(e).as(random.name()).hasMessageContaining(path.toString());
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError(name + " broken by stream " + random, e);
      }
      folder.put(name, original);
    }
    assertThat(refused).as("refused of %d", CASES).isBetween(CASES / 4, CASES - 1);
  }

  private static void assertOriginal(DataSet data) {
    assertThat(TinyFolder.pixels(data)).isEqualTo(TinyFolder.pooledPixels());
    assertThat(data.labels()).containsExactly(2, 0, 3, 1, 1);
    assertThat(data.shape().height()).isEqualTo(2);
  }

  /** Nothing guards the elements of plain files, so they are as the files now have them. */
  private void assertAsInFiles(DataSet data) {
    assertThat(TinyFolder.pixels(data))
        .isEqualTo(bodies(16, TinyFolder.TRAIN_IMAGES, TinyFolder.TEST_IMAGES));
    assertThat(data.labels()).isEqualTo(bodies(8, TinyFolder.TRAIN_LABELS, TinyFolder.TEST_LABELS));
  }

  private byte[] bodies(int headerBytes, String... names) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (String name : names) {
      byte[] file = folder.get(name);
      joined.write(file, headerBytes, file.length - headerBytes);
    }
    return joined.toByteArray();
  }

  /** {@return the file changed, truncated, lengthened or shifted, one to three times} */
  static byte[] broken(byte[] original, RandomStream random) {
    byte[] file = original.clone();
    for (int times = 1 + random.nextInt(3); times > 0 && file.length > 0; times--) {
      int at = random.nextInt(file.length);
      switch (random.nextInt(5)) {
        case 0 -> file[at] = (byte) random.nextInt(256);
        case 1 -> file[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> file = Arrays.copyOf(file, at);
        case 3 -> file = Arrays.copyOf(file, file.length + 1 + random.nextInt(40));
        default -> System.arraycopy(file, 0, file, at, file.length - at);
      }
    }
    return file;
  }
}
