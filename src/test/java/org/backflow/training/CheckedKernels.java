package org.backflow.training;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.backflow.fixedpoint.RandomBits;

/**
 * Kernels that do every call twice, by the ones and by the others, from the same operands, and
 * compare all arrays afterwards, bit by bit. So what a compiler makes of a kernel after thousands
 * of calls is held to the plain loops as well, and not only what an interpreter makes of the first.
 */
final class CheckedKernels implements InvocationHandler {

  private final Object checked;
  private final Object plain;
  private long calls;

  private CheckedKernels(Object checked, Object plain) {
    this.checked = checked;
    this.plain = plain;
  }

  /** Returns kernels of {@code type} that check one against the other. */
  static <K> K of(Class<K> type, K checked, K plain) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new CheckedKernels(checked, plain)));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] operands) throws Throwable {
    calls++;
    List<Object> arrays = arrays(operands);
    List<Object> before = arrays.stream().map(CheckedKernels::copy).toList();
    invoke(method, checked, operands);
    List<Object> found = arrays.stream().map(CheckedKernels::copy).toList();
    for (int i = 0; i < arrays.size(); i++) {
      System.arraycopy(before.get(i), 0, arrays.get(i), 0, Array.getLength(arrays.get(i)));
    }
    invoke(method, plain, operands);
    for (int i = 0; i < arrays.size(); i++) {
      requireEqual(method, found.get(i), arrays.get(i));
    }
    return null;
  }

  private static void invoke(Method method, Object kernels, Object[] operands) throws Throwable {
    try {
      method.invoke(kernels, operands);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static List<Object> arrays(Object[] operands) {
    List<Object> arrays = new ArrayList<>();
    for (Object operand : operands) {
      if (operand instanceof RandomBits random) {
        arrays.add(random.states());
      } else if (operand instanceof int[] || operand instanceof float[]) {
        arrays.add(operand);
      }
    }
    return arrays;
  }

  private static Object copy(Object array) {
    return array instanceof int[] ints ? ints.clone() : ((float[]) array).clone();
  }

  private void requireEqual(Method method, Object found, Object expected) {
    int[] a = bits(found);
    int[] b = bits(expected);
    int at = Arrays.mismatch(a, b);
    if (at >= 0) {
      throw new AssertionError(
          "call %d, %s: element %d of %d has the bits %08x; those of the plain loops are %08x"
              .formatted(calls, method.getName(), at, a.length, a[at], b[at]));
    }
  }

  private static int[] bits(Object array) {
    if (array instanceof int[] ints) {
      return ints;
    }
    float[] floats = (float[]) array;
    int[] bits = new int[floats.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(floats[i]);
    }
    return bits;
  }
}
