package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backflow.files.Sha256;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;

public final class TensorFileTest {

  private static final long SEED = 20261128L;
  private static final int MUTANTS = 400;
  private static final int DIGEST_AT = 35;

  /** Three tensors of 2 x 3, 2 and no numbers. */
  private static TensorFile small() {
    Map<String, TensorWords> tensors = new LinkedHashMap<>();
    tensors.put("W1", TensorWords.singles(new double[] {1, -2, 0.5, 0, -0.25, 3}, 2, 3));
    tensors.put("codes", TensorWords.integers(TensorWords.Type.I32, new int[] {-1, 258}, 2));
    tensors.put("none", TensorWords.doubles(new double[0], 0, 4));
    return new TensorFile(Map.of("owner", "run 0"), tensors);
  }

  @Test
  void encoded_ofAFewNumbers_isByteByByteAsTheFormatSays() {
    byte[] file = small().encoded();

    String digest = new String(file, DIGEST_AT, 64, StandardCharsets.US_ASCII);
    String header =
        "{\"__metadata__\":{\"sha256\":\""
            + digest
            + "\",\"owner\":\"run 0\"},"
            + "\"W1\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
            + "\"codes\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[24,32]},"
            + "\"none\":{\"dtype\":\"F64\",\"shape\":[0,4],\"data_offsets\":[32,32]}}";
    // 286 characters and two spaces make a multiple of 8.
    assertThat(header).hasSize(286);
    ByteBuffer expected = ByteBuffer.allocate(8 + 288 + 32).order(ByteOrder.LITTLE_ENDIAN);
    expected.putLong(288).put((header + "  ").getBytes(StandardCharsets.US_ASCII));
    for (int bits :
        List.of(0x3F800000, 0xC0000000, 0x3F000000, 0, 0xBE800000, 0x40400000, -1, 258)) {
      expected.putInt(bits);
    }
    assertThat(file).isEqualTo(expected.array());
    byte[] zeroed = file.clone();
    Arrays.fill(zeroed, DIGEST_AT, DIGEST_AT + 64, (byte) '0');
    assertThat(digest).isEqualTo(Sha256.hex(zeroed));
  }

  @Test
  void decode_ofWhatWasEncoded_givesEveryBitBack() throws IOException {
    RandomStream random = RandomStream.of(SEED, "tensors");
    for (int i = 0; i < 50; i++) {
      Map<String, TensorWords> tensors = new LinkedHashMap<>();
      for (int tensor = random.nextInt(5); tensor >= 0; tensor--) {
        int rows = random.nextInt(4);
        int columns = 1 + random.nextInt(5);
        TensorWords.Type type = List.of(TensorWords.Type.values()).get(random.nextInt(5));
        byte[] words = new byte[rows * columns * type.bytes()];
        for (int at = 0; at < words.length; at++) {
          words[at] = (byte) random.nextInt(256);
        }
        tensors.put(
            "t" + tensor + "\u00e9\"", new TensorWords(type, List.of(rows, columns), words));
      }
      TensorFile file = new TensorFile(Map.of("a", "b\n"), tensors);
      byte[] bytes = file.encoded();
      TensorFile read = TensorFile.decode(bytes);
      assertThat(read.metadata()).isEqualTo(file.metadata());
      assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
      assertThat(read.encoded()).as("seed %s, case %s", SEED, i).isEqualTo(bytes);
      assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8).isZero();
    }
    assertThat(TensorFile.decode(small().encoded()).tensors().get("W1").values())
        .containsExactly(1, -2, 0.5, 0, -0.25, 3);
    assertThat(TensorFile.decode(small().encoded()).tensors().get("codes").integers())
        .containsExactly(-1, 258);
  }

  @Test
  void decode_anyByteChangedOrLost_isRefused() {
    RandomStream random = RandomStream.of(SEED, "damage");
    byte[] whole = small().encoded();
    for (int i = 0; i < MUTANTS; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      assertDamaged(damaged);
    }
    for (int length = 0; length < whole.length; length++) {
      assertDamaged(Arrays.copyOf(whole, length));
    }
  }

  /** Somebody who forms the digest anew gets to the tests behind it. */
  @Test
  void decode_changedAndSignedAnew_isReadOrRefused() {
    RandomStream random = RandomStream.of(SEED, "forgery");
    byte[] whole = small().encoded();
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] forged = whole.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(8 + 288);
        forged[at] =
            (byte) (random.nextInt(2) == 0 ? '0' + random.nextInt(10) : random.nextInt(256));
      }
      try {
        assertThat(TensorFile.decode(signed(forged)).tensors()).isNotNull();
      } catch (IOException e) {
        refused++;
        assertThat(e).as("seed %s, mutant %s", SEED, i).hasMessageStartingWith("is damaged: ");
      }
    }
    assertThat(refused).isGreaterThan(MUTANTS / 2);
  }

  @Test
  void decode_headerThatLies_namesThePlace() {
    assertLie(
        "\"shape\":[2,3]", "\"shape\":[2,4]", "its header:1:160: ", "the 32 bytes of the shape");
    assertLie("[24,32]", "[25,33]", "its header", "the 8 bytes of the shape, from 24 on");
    assertLie("\"F32\"", "\"F31\"", "'W1.dtype' is the text 'F31'", "F64, F32, I64, I32, U32");
    assertLie("\"I32\"", "\"I64\"", "'codes.data_offsets'", "the 16 bytes");
    assertLie("\"codes\"", "\"W1\"   ", "the key 'W1' again", "");
    assertLie("[0,4]", "[4,4]", "'none.data_offsets'", "the 128 bytes");
    byte[] long1 = small().encoded();
    ByteBuffer.wrap(long1).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40);
    assertThatThrownBy(() -> TensorFile.decode(signed(long1)))
        .hasMessage(
            "is damaged: at byte 0, a header of 1099511627776 bytes; expected at most the 320 that"
                + " follow");
    byte[] more = Arrays.copyOf(small().encoded(), 8 + 288 + 40);
    assertThatThrownBy(() -> TensorFile.decode(signed(more)))
        .hasMessageContaining("that end with the file, at byte 336, not at byte 328");
  }

  private static void assertLie(String truth, String lie, String... said) {
    String file = new String(small().encoded(), StandardCharsets.ISO_8859_1);
    assertThat(file).contains(truth);
    byte[] forged = file.replace(truth, lie).getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> TensorFile.decode(signed(forged)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("is damaged: ")
        .hasMessageContainingAll(said);
  }

  /** Returns the file with the digest of its content. */
  public static byte[] signed(byte[] file) {
    byte[] signed = file.clone();
    Arrays.fill(signed, DIGEST_AT, DIGEST_AT + 64, (byte) '0');
    byte[] digest = Sha256.hex(signed).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digest, 0, signed, DIGEST_AT, 64);
    return signed;
  }

  private static void assertDamaged(byte[] bytes) {
    assertThatThrownBy(() -> TensorFile.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("is damaged: ");
  }
}
