package org.backflow.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * An array of numbers as files hold it: words of one type, little-endian, the last index running
 * fastest.
 *
 * @param type of the numbers
 * @param shape how many there are along each index
 * @param words the bytes of all numbers; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record TensorWords(Type type, List<Integer> shape, byte[] words) {

  /** The most numbers of 32 bits that fit a file, its header included. */
  public static final int MOST_INTEGERS = (Integer.MAX_VALUE - 256) / Integer.BYTES;

  /** What a number is, by its name in safetensors. */
  public enum Type {
    /** Double precision. */
    F64(Double.BYTES, "<f8"),
    /** Single precision. */
    F32(Float.BYTES, "<f4"),
    /** Whole numbers of 64 bits. */
    I64(Long.BYTES, "<i8"),
    /** Whole numbers of 32 bits. */
    I32(Integer.BYTES, "<i4"),
    /** Whole numbers of 32 bits without a sign. */
    U32(Integer.BYTES, "<u4");

    private final int bytes;
    private final String numpy;

    Type(int bytes, String numpy) {
      this.bytes = bytes;
      this.numpy = numpy;
    }

    /** Returns how many bytes a number takes. */
    public int bytes() {
      return bytes;
    }

    /** Returns what NumPy calls it. */
    public String numpy() {
      return numpy;
    }
  }

  /** Checks that there are as many words as the shape has. */
  public TensorWords {
    shape = List.copyOf(shape);
    if (words.length != bytes(type, shape)) {
      throw new IllegalArgumentException(
          words.length + " bytes of " + type + " are not of the shape " + shape);
    }
  }

  /**
   * Returns how many bytes the words of such a tensor take.
   *
   * @throws ArithmeticException when they are more than 2<sup>63</sup>
   */
  static long bytes(Type type, List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(type.bytes, Math::multiplyExact);
  }

  /** Returns values in double precision. */
  public static TensorWords doubles(double[] values, int... shape) {
    TensorWords tensor = zeros(Type.F64, shape);
    tensor.buffer().asDoubleBuffer().put(values);
    return tensor;
  }

  /** Returns values that single precision holds exactly. */
  public static TensorWords singles(double[] values, int... shape) {
    TensorWords tensor = zeros(Type.F32, shape);
    ByteBuffer words = tensor.buffer();
    for (double value : values) {
      words.putFloat((float) value);
    }
    return tensor;
  }

  /** Returns whole numbers of 32 bits, of {@link Type#I32} or {@link Type#U32}. */
  public static TensorWords integers(Type type, int[] values, int... shape) {
    TensorWords tensor = zeros(type, shape);
    tensor.buffer().asIntBuffer().put(values);
    return tensor;
  }

  /** Returns whole numbers of 64 bits. */
  public static TensorWords longs(long[] values, int... shape) {
    TensorWords tensor = zeros(Type.I64, shape);
    tensor.buffer().asLongBuffer().put(values);
    return tensor;
  }

  private static TensorWords zeros(Type type, int... shape) {
    List<Integer> sizes = Arrays.stream(shape).boxed().toList();
    return new TensorWords(type, sizes, new byte[Math.toIntExact(bytes(type, sizes))]);
  }

  /** Returns the values of a tensor of {@link Type#F64} or {@link Type#F32}. */
  public double[] values() {
    double[] values = new double[words.length / type.bytes];
    ByteBuffer words = buffer();
    for (int i = 0; i < values.length; i++) {
      values[i] = type == Type.F64 ? words.getDouble() : words.getFloat();
    }
    return values;
  }

  /** Returns the numbers of a tensor of {@link Type#I32} or {@link Type#U32}. */
  public int[] integers() {
    int[] integers = new int[words.length / Integer.BYTES];
    buffer().asIntBuffer().get(integers);
    return integers;
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(words).order(ByteOrder.LITTLE_ENDIAN);
  }
}
