package org.backflow.accelerator;

import java.util.List;
import java.util.Optional;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.TensorKind;
import org.backflow.accelerator.memory.TransposedAccess;
import org.backflow.accelerator.memory.UnsupportedStorageException;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Arithmetic;
import org.backflow.plan.Count;
import org.backflow.plan.Extent;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.SignedSum;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/** Prices the operations of a step that run on an array: products, signed sums, updates. */
final class ArrayPricing {

  private final Accelerator accelerator;
  private final FixedPointArithmetic arithmetic;
  private final StepPlan plan;
  private final StepOperands operands;
  private final StepTensors tensors;
  private final RightOperands rightOperands;
  private final ProductPricing products;

  ArrayPricing(
      Accelerator accelerator,
      FixedPointArithmetic arithmetic,
      StepPlan plan,
      StepOperands operands,
      StepTensors tensors,
      MemoryCosting memory) {
    this.accelerator = accelerator;
    this.arithmetic = arithmetic;
    this.plan = plan;
    this.operands = operands;
    this.tensors = tensors;
    this.rightOperands = new RightOperands(arithmetic);
    this.products =
        new ProductPricing(accelerator.foldSequence(), arithmetic.accumulatorBits(), memory);
  }

  OperationCost cost(Product operation) {
    ProductOperand left =
        new ProductOperand(operands.of(operation.left().tensor()), Elements.of(operation.left()));
    RightOperand right = rightOperands.of(operation);
    return operation.ending().readsResult()
        ? products.cost(
            onArray(operation, left, right), operation.extent().elements(), transport(operation))
        : feedbackOrForward(operation, left, right);
  }

  /**
   * The elements of the array add or subtract and are timed as those that multiply and add. The
   * signs are a plane of single bits. The factor of a scaled sum is applied once to each result, on
   * its way out.
   */
  OperationCost cost(SignedSum operation) {
    List<Arithmetic> events =
        List.of(
            new Arithmetic(
                Arithmetic.Kind.MULTIPLY,
                operands.bits(operation.source()),
                operands.bits(Tensor.feedback(operation.layer())),
                operation.multiplies()),
            Arithmetic.adds(arithmetic.accumulatorBits(), operation.adds()));
    Extent extent = operation.extent();
    ProductOperand left =
        new ProductOperand(operands.of(operation.source()), Elements.of(extent.m(), extent.k()));
    return feedbackOrForward(operation, left, rightOperands.of(operation))
        .with(new OperationCost.Work(operation.macs(), operation.multiplies(), events));
  }

  private OperationCost feedbackOrForward(
      Operation operation, ProductOperand left, RightOperand right) {
    MappedProduct product = onArray(operation, left, right);
    if (right.tensor().role() == Role.FEEDBACK && isInTheArray()) {
      return products.cost(inTheArray(product), 0, TransposedAccessCost.NONE);
    }
    return products.cost(product, 0, transposition(operation, product, right));
  }

  private MappedProduct onArray(Operation operation, ProductOperand left, RightOperand right) {
    return products.sequenced(
        OperationCost.What.of(
            operation,
            UnitMapping.onto(
                Unit.arrayOf(operation.phase(), accelerator),
                accelerator.dataflows().of(operation.phase()))),
        right.groups(),
        accelerator.array(operation.phase()),
        left,
        new ProductOperand(
            right.transposed() ? transposed(right) : operands.of(right.tensor(), right.wordBits()),
            right.elements()),
        operands.of(operation.result()),
        new StoredTensor(TensorKind.PARTIAL_SUM, operation.layer()));
  }

  private Operand transposed(RightOperand weights) {
    MemorySystem system = accelerator.memorySystem();
    if (system.transposesBy(TransposedAccess.COPY)) {
      return StepOperands.transposedCopy(weights.tensor().layer(), weights.wordBits());
    }
    Operand operand = operands.of(weights.tensor(), weights.wordBits());
    if (!system.transposesBy(TransposedAccess.COLUMN_READS)) {
      return operand;
    }
    return operand.withAccessBits(
        system.rowAccessBits(operand.memory(), operands.bits(weights.tensor())));
  }

  private TransposedAccessCost transposition(
      Operation operation, MappedProduct product, RightOperand right) {
    if (!right.transposed() || !accelerator.memorySystem().transposesBy(TransposedAccess.BUFFER)) {
      return TransposedAccessCost.NONE;
    }
    long ofGroup = product.dataflow().rightReads(product.extent(), product.array());
    long words = Count.product(product.groups(), ofGroup);
    Operand buffer =
        new Operand(
            new StoredTensor(TensorKind.TRANSPOSING_BUFFER, operation.layer()), right.wordBits());
    return new TransposedAccessCost(
        List.of(buffer.moves(words, words)),
        buffer,
        0,
        Count.product(product.groups(), product.array().rows()));
  }

  private boolean isInTheArray() {
    return accelerator.memorySystem().feedbackStorage() == FeedbackStorage.ARRAY;
  }

  /** Nothing is loaded: R cycles less in the only fold. */
  private MappedProduct inTheArray(MappedProduct product) {
    long folds =
        plan.operations().stream()
            .mapToLong(operation -> feedbackFolds(operation, product))
            .reduce(0, Count::sum);
    if (folds > 1) {
      throw new UnsupportedStorageException(
          "feedbackStorage is array, but the feedback matrices take "
              + folds
              + " folds of the feedback array of "
              + product.array()
              + "; expected one, or feedbackStorage=sram");
    }
    return product.shortenedBy(product.array().rows());
  }

  /** Returns how many folds of the array of {@code like} the F of {@code operation} takes. */
  private long feedbackFolds(Operation operation, MappedProduct like) {
    Optional<Integer> groups =
        operation
            .accept(rightOperands)
            .filter(right -> right.tensor().role() == Role.FEEDBACK)
            .map(RightOperand::groups);
    if (groups.isEmpty()) {
      return 0;
    }
    Extent ofGroup = operation.extent().ofGroup(groups.get());
    return Count.product(groups.get(), like.dataflow().folds(ofGroup, like.array()));
  }

  /** Returns what keeps a second copy of W, without its bias row, up to date. */
  private TransposedAccessCost transport(Operation operation) {
    Optional<RightOperand> copied = tensors.copied(operation.result());
    if (copied.isEmpty()) {
      return TransposedAccessCost.NONE;
    }
    long words = copied.get().words();
    Operand copy = StepOperands.transposedCopy(operation.layer(), copied.get().wordBits());
    return new TransposedAccessCost(List.of(copy.writes(words)), copy, words, 0);
  }
}
