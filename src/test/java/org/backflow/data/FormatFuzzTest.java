package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Breaks a file of a valid folder at random, then loads the folder: either that is refused with an
 * {@link InvalidDataException} that names the file, or every value is finite and every label one of
 * the classes. Another seed: {@code mvn test -Dtest=FormatFuzzTest -DargLine=-Dfuzz.seed=2}.
 */
class FormatFuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final int CASES = 500;

  @TempDir Path folder;

  private static Map<String, byte[]> files(DataFormat format) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    switch (format) {
      case IDX -> throw new AssertionError("IdxFuzzTest breaks those");
      case CIFAR_10 -> {
        for (String name : format.trainFiles()) {
          files.put(name, CifarReaderTest.records(new int[] {3}, new int[] {9}));
        }
        files.put("test_batch.bin", CifarReaderTest.records(new int[] {0}));
      }
      case CIFAR_100 -> {
        files.put("train.bin", CifarReaderTest.records(new int[] {19, 99}, new int[] {0, 1}));
        files.put("test.bin", CifarReaderTest.records(new int[] {3, 4}));
      }
      case NPY -> {
        files.put("x_train.npy", NpyFile.of(TensorWords.singles(new double[] {1, .5, 0, 9}, 2, 2)));
        files.put("y_train.npy", NpyReaderTest.npy("<i2", "(2,)", new byte[] {1, 0, 2, 0}));
        files.put("x_test.npy", NpyFile.of(TensorWords.singles(new double[] {7, 8}, 1, 2)));
        files.put("y_test.npy", NpyReaderTest.npy("|u1", "(1,)", new byte[] {1}));
      }
      case CSV -> {
        files.put("train.csv", text("a,label,\"b\"\n1.5,2,-3e1\n4,0,255\n\"6\",1,0\n"));
        files.put("test.csv", text("a,label,b\n1,2,3\n"));
      }
    }
    return files;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "CIFAR_10, false",
    "CIFAR_100, false",
    "CIFAR_100, true",
    "NPY, false",
    "NPY, true",
    "CSV, false",
    "CSV, true"
  })
  void load_brokenFile_isRefusedOrGivesFiniteValues(DataFormat format, boolean compressed)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files(format)
        .forEach(
            (name, content) ->
                files.put(
                    compressed ? name + ".gz" : name,
                    compressed ? TinyFolder.gzip(content) : content));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      put(file.getKey(), file.getValue());
    }
    DataDescription described = DataDescription.of(folder, format);
    long original = checked(described.load());
    List<String> names = List.copyOf(files.keySet());
    String purpose =
        "fuzz-"
            + format.name().toLowerCase(Locale.ROOT).replace('_', '-')
            + (compressed ? "-gz" : "");
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      RandomStream random = RandomStream.of(SEED, purpose, i);
      String name = names.get(random.nextInt(names.size()));
      put(name, IdxFuzzTest.broken(files.get(name), random));
      try {
        long loaded = checked(described.load());
        if (compressed && loaded != original) {
          throw new AssertionError(name + " broken by stream " + random + " gives other values");
        }
      } catch (InvalidDataException e) {
        assertThat(e).as(random.name()).hasMessageContaining(folder.toString());
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError(name + " broken by stream " + random, e);
      }
      put(name, files.get(name));
    }
    assertThat(refused).as("refused of %d", CASES).isBetween(CASES / 5, CASES - 1);
  }

  /** {@return the checksum of the data, after a look at every value and label} */
  private static long checked(DataSet data) {
    double[] values = new double[data.pixelsPerImage()];
    for (int sample = 0; sample < data.count(); sample++) {
      data.read(sample, values, 0);
      for (double value : values) {
        if (!Double.isFinite(value)) {
          throw new AssertionError("value " + value);
        }
      }
      assertThat(data.label(sample)).isLessThan(data.classes());
    }
    return data.checksum();
  }

  private void put(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    // Not overwritten: some file systems flush a truncated file to the disk, 4 ms a time.
    Files.deleteIfExists(file);
    Files.write(file, content, StandardOpenOption.CREATE_NEW);
  }
}
