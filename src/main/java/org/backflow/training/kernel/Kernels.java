package org.backflow.training.kernel;

/**
 * Which implementation of the inner loops this virtual machine runs: the one in vector registers
 * where the module {@code jdk.incubator.vector} is present, else the plain loops. Both give the
 * same bits. Kernels keep {@linkplain SumBuffers buffers}, so every trainer takes its own; they
 * serve one thread at a time.
 */
public final class Kernels {

  private static final String MODULE = "jdk.incubator.vector";
  private static final boolean VECTORS = ModuleLayer.boot().findModule(MODULE).isPresent();

  private Kernels() {}

  /** Returns new kernels for single precision, the fastest. */
  public static FloatKernels floats() {
    return VECTORS ? vector("VectorFloatKernels", FloatKernels.class) : scalarFloats();
  }

  /** Returns new plain loops for single precision. */
  public static FloatKernels scalarFloats() {
    return new ScalarFloatKernels();
  }

  /** Returns new kernels for fixed point, the fastest. */
  public static FixedPointKernels fixedPoints() {
    return VECTORS
        ? vector("VectorFixedPointKernels", FixedPointKernels.class)
        : scalarFixedPoints();
  }

  /** Returns new plain loops for fixed point. */
  public static FixedPointKernels scalarFixedPoints() {
    return new ScalarFixedPointKernels();
  }

  /** Returns whether the kernels run in vector registers. */
  public static boolean areVectors() {
    return VECTORS;
  }

  /** By name: the class is neither compiled nor loaded together with those that do without. */
  private static <T> T vector(String name, Class<T> type) {
    try {
      Class<?> implementation = Class.forName(Kernels.class.getPackageName() + "." + name);
      return type.cast(implementation.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " is missing from this build", e);
    }
  }
}
