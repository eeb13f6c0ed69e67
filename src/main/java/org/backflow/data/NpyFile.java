package org.backflow.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * A tensor as NumPy reads it: its format 1.0, little-endian, row by row. The header is padded so
 * that the numbers start at a multiple of 64 bytes (numpy.org, "NEP 1: A simple file format for
 * NumPy arrays", and numpy.lib.format).
 */
public final class NpyFile {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private NpyFile() {}

  /** Returns the file of a tensor of two or more indices. */
  public static byte[] of(TensorWords tensor) {
    String description =
        "{'descr': '"
            + tensor.type().numpy()
            + "', 'fortran_order': False, 'shape': "
            + tensor.shape().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "(", ")"))
            + ", }";
    int unpadded = MAGIC.length + Short.BYTES + description.length() + 1;
    int header = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return ByteBuffer.allocate(Math.addExact(header, tensor.words().length))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) (header - MAGIC.length - Short.BYTES))
        .put(description.getBytes(StandardCharsets.US_ASCII))
        .put(" ".repeat(header - unpadded).getBytes(StandardCharsets.US_ASCII))
        .put((byte) '\n')
        .put(tensor.words())
        .array();
  }
}
