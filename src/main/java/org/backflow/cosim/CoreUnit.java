package org.backflow.cosim;

import org.backflow.plan.Elementwise;
import org.backflow.plan.Fold;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.Reduce;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;

/** The units of the training core, which differ in when they write a word. */
enum CoreUnit {
  /** Computes folds, and drains their rows one after the other. */
  ARRAY(0),
  /** Takes a filling of its lanes per cycle. */
  LANES(1),
  /** Takes a connection of a filling of its lanes per cycle, and adds their products up. */
  SUMMING_LANES(2);

  private final int registers;

  CoreUnit(int registers) {
    this.registers = registers;
  }

  /** Returns the registers between the last operand of an element on a lane and its result. */
  int registers() {
    return registers;
  }

  /** Says where an operation runs. */
  static final Operation.Visitor<CoreUnit> OF_OPERATION =
      new Operation.Visitor<>() {
        @Override
        public CoreUnit visit(Product operation) {
          return ARRAY;
        }

        @Override
        public CoreUnit visit(Elementwise operation) {
          return LANES;
        }

        @Override
        public CoreUnit visit(Reduce operation) {
          throw hasNone(operation);
        }

        @Override
        public CoreUnit visit(Fold operation) {
          throw hasNone(operation);
        }

        @Override
        public CoreUnit visit(Select operation) {
          return LANES;
        }

        @Override
        public CoreUnit visit(SparseProduct operation) {
          return SUMMING_LANES;
        }

        @Override
        public CoreUnit visit(SignedSum operation) {
          return ARRAY;
        }
      };

  private static UnsupportedTrainingException hasNone(Operation operation) {
    return new UnsupportedTrainingException(
        operation.name() + " works on windows of images, for which the training core has no unit");
  }
}
