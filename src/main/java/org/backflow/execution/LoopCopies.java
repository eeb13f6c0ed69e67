package org.backflow.execution;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.backflow.function.ElementFunction;
import org.backflow.function.FixedPointFunction;
import org.backflow.function.FixedPointLane;
import org.backflow.function.FloatLane;

/**
 * A copy of a loop for every class of function. The compiler inlines what a loop calls only as long
 * as it calls the same thing, so one loop for all functions would call each of them through a
 * table, several times per element.
 */
final class LoopCopies {

  private static final Map<Class<?>, FloatLoop> FLOATS = new ConcurrentHashMap<>();
  private static final Map<Class<?>, CodeLoop> CODES = new ConcurrentHashMap<>();

  private LoopCopies() {}

  /** A loop in single precision. */
  interface FloatLoop {

    /**
     * Applies {@code function} to rows x units elements.
     *
     * @param columns words of a row of every input: those of the result, or one
     */
    void run(
        ElementFunction function,
        FloatLane lane,
        List<float[]> inputs,
        int[] columns,
        int rows,
        int units,
        float[] result);
  }

  /** A loop in fixed point. */
  interface CodeLoop {

    /**
     * Applies {@code function} to rows x units elements.
     *
     * @param lane is told the unit before each element
     * @param columns as in {@link FloatLoop#run}
     */
    void run(
        FixedPointFunction function,
        UnitLane lane,
        List<double[]> inputs,
        int[] columns,
        int rows,
        int units,
        double[] result);
  }

  /** A lane that computes one unit after another. */
  interface UnitLane extends FixedPointLane {

    /** Turns to {@code unit}. */
    void turnTo(int unit);
  }

  /** Returns the loop for functions of the class of {@code function}. */
  static FloatLoop floats(ElementFunction function) {
    return FLOATS.computeIfAbsent(
        function.getClass(), each -> copy(FloatElementLoop.class, FloatLoop.class));
  }

  /** Returns the loop for functions of the class of {@code function}. */
  static CodeLoop codes(ElementFunction function) {
    return CODES.computeIfAbsent(
        function.getClass(), each -> copy(CodeElementLoop.class, CodeLoop.class));
  }

  private static <T> T copy(Class<? extends T> loop, Class<T> type) {
    try (InputStream bytes = loop.getResourceAsStream(loop.getSimpleName() + ".class")) {
      if (bytes == null) {
        throw new IllegalStateException(loop.getSimpleName() + " is missing from this build");
      }
      Class<?> copy =
          MethodHandles.lookup().defineHiddenClass(bytes.readAllBytes(), true).lookupClass();
      return type.cast(copy.getDeclaredConstructor().newInstance());
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(loop.getSimpleName() + " cannot be copied", e);
    }
  }
}
