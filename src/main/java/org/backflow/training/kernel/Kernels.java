package org.backflow.training.kernel;

import java.util.Optional;

/**
 * Which implementation of the inner loops this virtual machine runs: the one in vector registers
 * where the module {@code jdk.incubator.vector} is present, else the plain loops. Both give the
 * same bits.
 */
public final class Kernels {

  private static final String MODULE = "jdk.incubator.vector";
  private static final FloatKernels SCALAR_FLOATS = new ScalarFloatKernels();
  private static final Optional<FloatKernels> VECTOR_FLOATS =
      vector("VectorFloatKernels", FloatKernels.class);

  private static final FixedPointKernels SCALAR_FIXED_POINTS = new ScalarFixedPointKernels();
  private static final Optional<FixedPointKernels> VECTOR_FIXED_POINTS =
      vector("VectorFixedPointKernels", FixedPointKernels.class);

  private Kernels() {}

  /** Returns the faster kernels for single precision. */
  public static FloatKernels floats() {
    return VECTOR_FLOATS.orElse(SCALAR_FLOATS);
  }

  /** Returns the plain loops for single precision. */
  public static FloatKernels scalarFloats() {
    return SCALAR_FLOATS;
  }

  /** Returns the faster kernels for fixed point. */
  public static FixedPointKernels fixedPoints() {
    return VECTOR_FIXED_POINTS.orElse(SCALAR_FIXED_POINTS);
  }

  /** Returns the plain loops for fixed point. */
  public static FixedPointKernels scalarFixedPoints() {
    return SCALAR_FIXED_POINTS;
  }

  /** Returns whether the kernels run in vector registers. */
  public static boolean areVectors() {
    return VECTOR_FLOATS.isPresent();
  }

  /** By name: the class is neither compiled nor loaded together with those that do without. */
  private static <T> Optional<T> vector(String name, Class<T> type) {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return Optional.empty();
    }
    try {
      Class<?> implementation = Class.forName(Kernels.class.getPackageName() + "." + name);
      return Optional.of(type.cast(implementation.getDeclaredConstructor().newInstance()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " is missing from this build", e);
    }
  }
}
