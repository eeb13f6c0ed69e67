package org.backflow.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.plan.Extent;
import org.backflow.plan.FeedbackVisitor;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.random.RandomStream;

/** Values to start a plan with: weights, and feedback in the form that its operations read. */
final class LayeredStart implements FeedbackVisitor<Matrix> {
  private final StepPlan plan;
  private final RandomStream random;

  private LayeredStart(StepPlan plan, RandomStream random) {
    this.plan = plan;
    this.random = random;
  }

  /** Returns a value for every weight and every stored feedback matrix of {@code plan}. */
  static Map<Tensor, Matrix> of(StepPlan plan, RandomStream random) {
    LayeredStart start = new LayeredStart(plan, random);
    Map<Tensor, Matrix> values = new LinkedHashMap<>();
    plan.weights().forEach(weight -> values.put(weight, drawn(random, plan.shape(weight))));
    for (Operation operation : plan.operations()) {
      for (Tensor read : operation.reads()) {
        if (read.role() == Role.FEEDBACK) {
          values.put(read, operation.accept(start));
        }
      }
    }
    return values;
  }

  /** Returns values between -1/2 and 1/2. */
  static Matrix drawn(RandomStream random, Extent shape) {
    Matrix matrix = Matrix.zeros(shape.m(), shape.n());
    for (int i = 0; i < matrix.values().length; i++) {
      matrix.values()[i] = random.nextDouble() - 0.5;
    }
    return matrix;
  }

  @Override
  public Matrix visit(Product operation) {
    return drawn(random, plan.shape(operation.right().tensor()));
  }

  @Override
  public Matrix visit(SignedSum operation) {
    Matrix signs = drawn(random, plan.shape(operation.signs()));
    for (int i = 0; i < signs.values().length; i++) {
      signs.values()[i] = signs.values()[i] < 0 ? -1 : 1;
    }
    return signs;
  }

  @Override
  public Matrix visit(Select operation) {
    return sparse(plan.shape(Tensor.feedback(operation.layer())), 1, 1.0);
  }

  @Override
  public Matrix visit(SparseProduct operation) {
    return sparse(plan.shape(Tensor.feedback(operation.layer())), operation.extent().k(), 0.75);
  }

  private Matrix sparse(Extent shape, int terms, double value) {
    Matrix matrix = Matrix.zeros(shape.m(), shape.n());
    for (int unit = 0; unit < shape.n(); unit++) {
      int[] sources = IntStream.range(0, shape.m()).toArray();
      random.shuffle(sources);
      for (int i = 0; i < terms; i++) {
        matrix.set(sources[i], unit, value);
      }
    }
    return matrix;
  }
}
