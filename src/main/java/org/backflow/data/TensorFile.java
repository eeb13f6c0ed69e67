package org.backflow.data;

import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.longInteger;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.files.Json;
import org.backflow.files.Sha256;

/**
 * Named tensors in one file, in the format safetensors (github.com/huggingface/safetensors, README,
 * "Format"), which Python, Rust and others read:
 *
 * <pre>
 * 8 bytes: length of the header, little-endian
 * header: JSON, padded with spaces
 *   {"__metadata__": {texts by name},
 *    NAME: {"dtype": "F32", "shape": [785, 20], "data_offsets": [begin, end]}, ...}
 * the words of all tensors, one after the other without holes; offsets count from here
 * </pre>
 *
 * <p>The same content gives the same bytes: tensors are in the order of their offsets, and the
 * header ends at a multiple of 8 bytes. The metadata begins with {@code sha256}, the digest of the
 * whole file in which its own 64 digits are zeros, so that a damaged file is told from a whole one.
 *
 * @param metadata texts by name
 * @param tensors by name, in the order of the file
 */
public record TensorFile(Map<String, String> metadata, Map<String, TensorWords> tensors) {

  private static final String METADATA = "__metadata__";
  private static final String DIGEST = "sha256";
  private static final String BEGIN = "{\"" + METADATA + "\":{\"" + DIGEST + "\":\"";
  private static final String NO_DIGEST = "0".repeat(64);
  private static final int DIGEST_AT = Long.BYTES + BEGIN.length();
  private static final int ALIGNMENT = 8;

  /** Copies the maps and keeps their order. */
  public TensorFile {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** Returns the bytes of the file. */
  public byte[] encoded() {
    byte[] header = header();
    long words = tensors.values().stream().mapToLong(tensor -> tensor.words().length).sum();
    byte[] file = new byte[Math.toIntExact(Long.BYTES + header.length + words)];
    ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(header.length).put(header);
    tensors.values().forEach(tensor -> out.put(tensor.words()));
    byte[] digest = Sha256.hex(file).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digest, 0, file, DIGEST_AT, digest.length);
    return file;
  }

  private byte[] header() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(DIGEST, NO_DIGEST);
    texts.putAll(metadata);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(METADATA, texts);
    long begin = 0;
    for (Map.Entry<String, TensorWords> entry : tensors.entrySet()) {
      TensorWords tensor = entry.getValue();
      long end = begin + tensor.words().length;
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("dtype", tensor.type().name());
      description.put("shape", tensor.shape());
      description.put("data_offsets", List.of(begin, end));
      tree.put(entry.getKey(), description);
      begin = end;
    }
    byte[] json = Json.compact(tree).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  /**
   * Returns what {@link #encoded} wrote.
   *
   * @throws IOException when these are other bytes; the message completes "it "
   */
  public static TensorFile decode(byte[] bytes) throws IOException {
    int least = DIGEST_AT + NO_DIGEST.length();
    if (bytes.length < least) {
      throw new IOException("is damaged: it ends at byte " + bytes.length + ", in its header");
    }
    byte[] whole = bytes.clone();
    byte[] zeros = NO_DIGEST.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(zeros, 0, whole, DIGEST_AT, zeros.length);
    String stated = new String(bytes, DIGEST_AT, zeros.length, StandardCharsets.US_ASCII);
    if (!Sha256.hex(whole).equals(stated)) {
      throw new IOException(
          "is damaged: its checksum, at byte " + DIGEST_AT + ", is not that of its content");
    }
    long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (header < 0 || header > bytes.length - Long.BYTES) {
      throw new IOException(
          "is damaged: at byte 0, a header of "
              + header
              + " bytes; expected at most the "
              + (bytes.length - Long.BYTES)
              + " that follow");
    }
    int begin = Long.BYTES + (int) header;
    String json = new String(bytes, Long.BYTES, (int) header, StandardCharsets.UTF_8);
    try {
      return Configuration.parseJson("its header", json).bind(map -> read(map, bytes, begin));
    } catch (ConfigurationException e) {
      throw new IOException("is damaged: " + e.getMessage(), e);
    }
  }

  private static TensorFile read(ConfigurationMap map, byte[] bytes, int begin) {
    Map<String, String> metadata = map.required(METADATA, mapOf(TensorFile::texts));
    Map<String, TensorWords> tensors = new LinkedHashMap<>();
    int[] end = {begin};
    for (String name : map.keys()) {
      if (!name.equals(METADATA)) {
        TensorWords tensor =
            map.required(name, mapOf(entry -> tensor(entry, bytes, begin, end[0])));
        tensors.put(name, tensor);
        end[0] += tensor.words().length;
      }
    }
    if (end[0] != bytes.length) {
      throw map.refusal(
          METADATA,
          "beside tensors that end with the file, at byte "
              + bytes.length
              + ", not at byte "
              + end[0]);
    }
    return new TensorFile(metadata, tensors);
  }

  private static Map<String, String> texts(ConfigurationMap map) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : map.keys()) {
      texts.put(name, map.required(name, text()));
    }
    texts.remove(DIGEST);
    return texts;
  }

  private static TensorWords tensor(ConfigurationMap map, byte[] bytes, int begin, int from) {
    String dtype = map.required("dtype", text());
    List<Integer> shape = map.required("shape", listOf(integer(0, Integer.MAX_VALUE)));
    List<Long> offsets = map.required("data_offsets", listOf(longInteger(0, Long.MAX_VALUE), 2, 2));
    TensorWords.Type type =
        Arrays.stream(TensorWords.Type.values())
            .filter(each -> each.name().equals(dtype))
            .findFirst()
            .orElseThrow(
                () -> map.refusal("dtype", "one of " + List.of(TensorWords.Type.values())));
    long words;
    try {
      words = TensorWords.bytes(type, shape);
    } catch (ArithmeticException e) {
      throw map.refusal("shape", "one that a file can hold");
    }
    if (offsets.get(0) != from - begin
        || offsets.get(1) - offsets.get(0) != words
        || words > bytes.length - from) {
      throw map.refusal(
          "data_offsets", "the " + words + " bytes of the shape, from " + (from - begin) + " on");
    }
    return new TensorWords(type, shape, Arrays.copyOfRange(bytes, from, from + (int) words));
  }

  /**
   * Returns a tensor that must be there.
   *
   * @throws IOException when there is none, or it is of another type or shape; the message
   *     completes "it "
   */
  public TensorWords required(String name, TensorWords.Type type, int... shape) throws IOException {
    TensorWords tensor = tensors.get(name);
    List<Integer> expected = Arrays.stream(shape).boxed().toList();
    if (tensor == null || tensor.type() != type || !tensor.shape().equals(expected)) {
      throw new IOException(
          "has "
              + (tensor == null ? "no tensor" : tensor.type() + " " + tensor.shape() + " as")
              + " '"
              + name
              + "'; expected "
              + type
              + " "
              + expected);
    }
    return tensor;
  }
}
