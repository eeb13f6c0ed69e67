package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyReaderTest {
  /** Where the dictionary begins in a file of version 1, and its three values as written below. */
  private static final int DICTIONARY = 10;

  private static final int TYPE = DICTIONARY + "{'descr': ".length();

  @TempDir Path folder;

  @BeforeEach
  void writeFolder() throws IOException {
    put("x_train.npy", npy("|u1", "(3, 1, 2)", TinyFolder.bytes(0, 51, 255, 102, 1, 0)));
    put("y_train.npy", npy("|u1", "(3,)", TinyFolder.bytes(2, 0, 1)));
    put("x_test.npy", npy("|u1", "(1, 1, 2)", TinyFolder.bytes(5, 0)));
    put("y_test.npy", npy("|u1", "(1,)", TinyFolder.bytes(3)));
  }

  /** {@return a file as NumPy writes it, but for the padding} */
  static byte[] npy(String type, String shape, byte[] words) {
    return npy(
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }", words);
  }

  private static byte[] npy(String dictionary, byte[] words) {
    byte[] text = (dictionary + "\n").getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(DICTIONARY + text.length + words.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .put(words)
        .array();
  }

  private static ByteBuffer words(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void put(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private DataSet load() {
    return DataDescription.of(folder, DataFormat.NPY).load();
  }

  private DataSet load(ImageShape shape) {
    DataDescription usual = DataDescription.of(folder, DataFormat.NPY);
    return new DataDescription(
            folder,
            DataFormat.NPY,
            usual.files(),
            usual.labels(),
            true,
            Optional.of(shape),
            Scaling.USUAL)
        .load();
  }

  private void assertRefused(String file, byte[] content, String message) throws IOException {
    put(file, content);
    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("%s: at byte %s", folder.resolve(file), message);
  }

  @Test
  void load_bytes_areDividedBy255() {
    DataSet data = load();
    assertThat(data.shape()).isEqualTo(new ImageShape(1, 2, 1));
    assertThat(data.labels()).containsExactly(2, 0, 1, 3);
    assertThat(data.officialTrainCount()).isEqualTo(3);
    assertThat(data.value(0, 1)).isEqualTo(51 / 255.0);
    assertThat(data.value(1, 0)).isEqualTo(1);
  }

  @Test
  void load_floats_areAsTheyAre() throws IOException {
    put(
        "x_train.npy",
        npy("<f4", "(1, 3)", words(12).putFloat(-2.5f).putFloat(300).putFloat(0).array()));
    put("y_train.npy", npy("<i8", "(1, 1)", words(8).putLong(200).array()));
    put(
        "x_test.npy",
        npy("<f8", "(1, 3)", words(24).putDouble(0.1).putDouble(1).putDouble(2).array()));
    DataSet data = load();
    assertThat(data.shape()).isEqualTo(ImageShape.vector(3));
    assertThat(data.value(0, 0)).isEqualTo(-2.5);
    assertThat(data.value(0, 1)).isEqualTo(300);
    assertThat(data.value(1, 0)).isEqualTo(0.1f);
    assertThat(data.value(1, 1)).isEqualTo(1);
    assertThat(data.label(0)).isEqualTo(200);
  }

  @Test
  void load_channels_areLast() throws IOException {
    put("x_train.npy", npy("|u1", "(1, 1, 2, 3)", TinyFolder.bytes(1, 2, 3, 4, 5, 6)));
    put("y_train.npy", npy("<i2", "(1,)", words(2).putShort((short) 1).array()));
    put("x_test.npy", npy("|u1", "(1, 1, 2, 3)", TinyFolder.bytes(6, 5, 4, 3, 2, 1)));
    DataSet data = load();
    assertThat(data.shape()).isEqualTo(new ImageShape(1, 2, 3));
    assertThat(data.value(1, 4)).isEqualTo(2 / 255.0);
  }

  @Test
  void load_vectorsOfAStatedShape_areImages() throws IOException {
    put("x_train.npy", npy("|u1", "(3, 2)", TinyFolder.bytes(0, 51, 255, 102, 1, 0)));
    assertThatThrownBy(this::load)
        .hasMessage(
            "%s: at byte 60: found images of 1 x 2, expected 2 features as in x_train.npy",
            folder.resolve("x_test.npy"));
    assertThat(load(new ImageShape(1, 2, 1)).shape()).isEqualTo(new ImageShape(1, 2, 1));
    assertThatThrownBy(() -> load(new ImageShape(2, 2, 1)))
        .hasMessage(
            "%s: at byte 60: found shape (3, 2), expected samples of 2 x 2, as data.shape says",
            folder.resolve("x_train.npy"));
  }

  @Test
  void load_arrayThatNumpyWouldTurnOrSwap_isRefusedWithWhatToDo() throws IOException {
    byte[] six = new byte[6];
    assertRefused(
        "x_train.npy",
        npy("{'descr': '|u1', 'fortran_order': True, 'shape': (3, 1, 2), }", six),
        "44: found numbers in Fortran order, expected C order: numpy.save(file,"
            + " numpy.ascontiguousarray(a))");
    assertRefused(
        "x_train.npy",
        npy(">f4", "(3, 1, 2)", new byte[24]),
        TYPE
            + ": found big-endian float32, expected little-endian numbers: numpy.save(file,"
            + " a.astype(a.dtype.newbyteorder('<')))");
  }

  @ParameterizedTest
  @CsvSource({
    "'|O', Python objects",
    "<f2, float16",
    "<i4, int32",
    "|b1, truth values",
    "<U3, texts",
    "<c8, complex numbers",
    "nonsense, values of type '?'"
  })
  void load_samplesOfAnotherType_areRefused(String type, String found) throws IOException {
    assertRefused(
        "x_train.npy",
        npy(type, "(3, 1, 2)", new byte[99]),
        TYPE + ": found " + found + ", expected uint8, float32 or float64");
  }

  @Test
  void load_structuredArray_isRefused() throws IOException {
    assertRefused(
        "x_train.npy",
        npy("{'descr': [('a', '<i4')], 'fortran_order': False, 'shape': (3,), }", new byte[12]),
        TYPE + ": found structures, expected uint8, float32 or float64");
  }

  @Test
  void load_labelsOfAnotherTypeOrShape_areRefused() throws IOException {
    assertRefused(
        "y_train.npy",
        npy("<f4", "(3,)", new byte[12]),
        TYPE + ": found float32, expected labels of an integer type");
    assertRefused(
        "y_train.npy",
        npy("|u1", "(3, 10)", new byte[30]),
        "60: found shape (3, 10), expected (count,): a label of each sample; of one-hot rows,"
            + " a.argmax(axis=1)");
    assertRefused(
        "y_train.npy",
        npy("|u1", "(2,)", new byte[2]),
        "60: found 2 labels, expected 3, one for each sample of x_train.npy");
  }

  @Test
  void load_labelOutOfRange_isRefused() throws IOException {
    assertRefused(
        "y_train.npy",
        npy("<i2", "(3,)", words(6).putShort((short) 1).putShort((short) -1).array()),
        "70: found label -1 of sample 1, expected 0 to 255");
    assertRefused(
        "y_train.npy",
        npy("<u8", "(3,)", words(24).putLong(1).putLong(2).putLong(-1).array()),
        "84: found label 18446744073709551615 of sample 2, expected 0 to 255");
    assertRefused(
        "y_train.npy",
        npy("<i4", "(3,)", words(12).putInt(256).array()),
        "68: found label 256 of sample 0, expected 0 to 255");
  }

  @Test
  void load_contentOfAnotherLength_isRefused() throws IOException {
    assertRefused(
        "x_train.npy",
        npy("|u1", "(3, 1, 2)", new byte[5]),
        "78: found the end, expected it after shape (3, 1, 2) of uint8, at byte 79");
    assertRefused(
        "x_train.npy",
        npy("|u1", "(3, 1, 2)", new byte[7]),
        "79: found more bytes, expected the end after shape (3, 1, 2) of uint8, at byte 79");
  }

  @Test
  void load_numberThatIsNotFinite_isRefused() throws IOException {
    assertRefused(
        "x_train.npy",
        npy("<f4", "(3, 2)", words(24).putFloat(1).putFloat(2).putFloat(Float.NaN).array()),
        "78: found NaN in sample 1, expected a finite number in single precision");
    assertRefused(
        "x_train.npy",
        npy("<f8", "(3, 2)", words(48).putDouble(1e300).array()),
        "70: found a number without end in single precision in sample 0, expected a finite number"
            + " in single precision");
  }

  @ParameterizedTest
  @CsvSource({
    "'(3,)', '(3,)'",
    "'(0, 2)', '(0, 2)'",
    "'()', '()'",
    "'(1, 1, 1, 1, 1)', '(1, 1, 1, 1, 1)'"
  })
  void load_shapeOfNoSamples_isRefused(String shape, String found) throws IOException {
    assertRefused(
        "x_train.npy",
        npy("|u1", shape, new byte[3]),
        "60: found shape "
            + found
            + ", expected (count, features), (count, height, width) or (count, height, width,"
            + " channels)");
  }

  @Test
  void load_hugeShape_isRefusedWithoutTakingMemory() throws IOException {
    assertRefused(
        "x_train.npy",
        npy("|u1", "(1, 70000)", new byte[3]),
        "60: found shape (1, 70000), expected 1 to 65536 values per sample");
    assertRefused(
        "x_train.npy",
        npy("|u1", "(2000000000, 2)", new byte[3]),
        "60: found 2000000000 samples, expected at most 1073741819");
    assertRefused(
        "x_train.npy",
        npy("|u1", "(99999999999, 2)", new byte[3]),
        "61: found '99999999999', expected at most 2147483647");
  }

  @Test
  void message_aboutAnyHeader_isShort() throws IOException {
    for (String dictionary :
        List.of(
            "{'descr': '" + "x".repeat(9000) + "', 'fortran_order': False, 'shape': (3, 1, 2)}",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (" + "1, ".repeat(9000) + ")}",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (" + "1".repeat(9000) + ",)}",
            "{'"
                + "x".repeat(9000)
                + "': 'y', 'descr': '|u1', 'fortran_order': False, 'shape': ()}",
            "{" + "x".repeat(9000))) {
      put("x_train.npy", npy(dictionary, new byte[6]));
      assertThatThrownBy(this::load)
          .isInstanceOf(InvalidDataException.class)
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
    }
  }

  @Test
  void load_otherFile_isRefused() throws IOException {
    assertRefused(
        "x_train.npy",
        "label,pixel0".getBytes(StandardCharsets.US_ASCII),
        "0: found another kind of file, expected the magic number of an npy file, 0x93 NUMPY");
    assertRefused(
        "x_train.npy",
        new byte[0],
        "0: found the end, expected the magic number of an npy file, 0x93 NUMPY");
    byte[] version = npy("|u1", "(3, 1, 2)", new byte[6]);
    version[6] = 4;
    assertRefused("x_train.npy", version, "6: found version 4, expected version 1, 2 or 3");
  }

  @Test
  void load_headerWithoutAKey_isRefused() throws IOException {
    String expected =
        ", expected {'descr': ..., 'fortran_order': False, 'shape': (...)}, as numpy.save writes";
    assertRefused(
        "x_train.npy",
        npy("{'descr': '|u1', 'shape': (3, 1, 2)}", new byte[6]),
        "10: found a header without 'fortran_order'" + expected);
    assertRefused(
        "x_train.npy", npy("['descr']", new byte[6]), "10: found '['descr']\\n'" + expected);
  }

  @Test
  void load_whatNumpyCanAlsoWrite_isRead() throws IOException {
    byte[] first =
        npy(
            "{\"shape\": (3, 1, 2),'fortran_order' :False , 'descr':'|u1'}     ",
            TinyFolder.bytes(0, 51, 255, 102, 1, 0));
    put("x_train.npy", first);
    assertThat(load().value(0, 1)).isEqualTo(51 / 255.0);
    byte[] second = new byte[first.length + 2];
    System.arraycopy(first, 0, second, 0, DICTIONARY);
    System.arraycopy(first, DICTIONARY, second, DICTIONARY + 2, first.length - DICTIONARY);
    second[6] = 2;
    put("x_train.npy", second);
    assertThat(load().value(0, 1)).isEqualTo(51 / 255.0);
  }

  @Test
  void load_whatIsExported_isRead() throws IOException {
    put("x_train.npy", NpyFile.of(TensorWords.doubles(new double[] {0.5, -3, 2, 1}, 2, 2)));
    put("y_train.npy", npy("|i1", "(2,)", TinyFolder.bytes(1, 0)));
    put("x_test.npy", NpyFile.of(TensorWords.singles(new double[] {1, 2}, 1, 2)));
    DataSet data = load();
    assertThat(data.value(0, 1)).isEqualTo(-3);
    assertThat(data.value(2, 1)).isEqualTo(2);
  }

  @Test
  void load_bytesBesideFloats_isRefused() throws IOException {
    put("x_test.npy", npy("<f4", "(1, 1, 2)", new byte[8]));
    assertThatThrownBy(this::load)
        .hasMessage(
            "%s: at byte 60: found floats, expected bytes as in x_train.npy",
            folder.resolve("x_test.npy"));
  }

  @Test
  void load_compressedFile_isRead() throws IOException {
    byte[] content = Files.readAllBytes(folder.resolve("x_train.npy"));
    Files.delete(folder.resolve("x_train.npy"));
    put("x_train.npy.gz", TinyFolder.gzip(content));
    assertThat(load().value(0, 1)).isEqualTo(51 / 255.0);
    put("x_train.npy.gz", content);
    assertThat(load().value(0, 1)).isEqualTo(51 / 255.0);
    Files.delete(folder.resolve("x_train.npy.gz"));
    assertRefused(
        "x_train.npy",
        TinyFolder.gzip(content),
        "0: found a gzip file, whose name must end in .gz, expected the magic number of an npy"
            + " file, 0x93 NUMPY");
  }

  @Test
  void load_checksumsThatDiffer_isRefused() throws IOException {
    String digest = TinyFolder.sha256(Files.readAllBytes(folder.resolve("y_test.npy")));
    put("SHA256SUMS", (digest + "  y_test.npy\n").getBytes(StandardCharsets.US_ASCII));
    assertThat(load().count()).isEqualTo(4);
    put("y_test.npy", npy("|u1", "(1,)", TinyFolder.bytes(2)));
    assertThatThrownBy(this::load).hasMessageContaining("expected " + digest);
  }

  @Test
  void shape_ofSamples_isPutInWords() {
    assertThat(List.of(new ImageShape(28, 28, 1), new ImageShape(32, 32, 3), ImageShape.vector(4)))
        .extracting(ImageShape::toString)
        .containsExactly("28 x 28", "32 x 32 x 3", "4 features");
  }
}
