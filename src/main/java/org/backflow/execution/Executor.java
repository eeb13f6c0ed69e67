package org.backflow.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.plan.Extent;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/**
 * Runs the steps of one plan. What a step leaves to the next, weights above all, lies in arrays
 * that several executors of one network may share: of a full minibatch, of the rest of an epoch, of
 * an evaluation.
 *
 * @param <A> an array of words
 */
public final class Executor<A> {

  /** Stands for the learning rate where no operation reads it. */
  public static final double NO_RATE = 1.0;

  private final StepPlan plan;
  private final Machine<A> machine;
  private final Map<Tensor, A> tensors = new HashMap<>();
  private final List<Task> tasks = new ArrayList<>();

  /** One operation on arrays that it knows. */
  @FunctionalInterface
  interface Task {

    /** Computes it with the learning rate {@code eta}. */
    void run(double eta);
  }

  /**
   * Creates an executor.
   *
   * @param kept what is shared, by tensor; what is missing is added, all zeros
   */
  public Executor(StepPlan plan, Machine<A> machine, Map<Tensor, A> kept) {
    this.plan = plan;
    this.machine = machine;
    for (Tensor tensor : keptBy(plan)) {
      tensors.put(tensor, kept.computeIfAbsent(tensor, each -> blank(plan.shape(each))));
    }
    for (Operation operation : plan.operations()) {
      for (Tensor tensor : operation.reads()) {
        tensors.computeIfAbsent(tensor, each -> blank(plan.shape(each)));
      }
      for (Tensor tensor : operation.writes()) {
        tensors.computeIfAbsent(tensor, each -> blank(plan.shape(each)));
      }
    }
    OperationTasks<A> visitor = new OperationTasks<>(plan, machine, tensors);
    for (Operation operation : plan.operations()) {
      tasks.add(visitor.of(operation));
    }
  }

  /** Returns the tensors that a step reads before it writes them, but for inputs and targets. */
  public static Set<Tensor> keptBy(StepPlan plan) {
    Set<Tensor> written = new HashSet<>();
    Set<Tensor> kept = new LinkedHashSet<>();
    for (Operation operation : plan.operations()) {
      for (Tensor tensor : operation.reads()) {
        boolean given = tensor.role() == Role.INPUT || tensor.role() == Role.TARGET;
        if (!given && !written.contains(tensor)) {
          kept.add(tensor);
        }
      }
      written.addAll(operation.writes());
    }
    return kept;
  }

  private A blank(Extent shape) {
    return machine.words(Math.toIntExact(shape.elements()));
  }

  /** Runs a step on the inputs and targets that {@link #words} hold. */
  public void step(double eta) {
    for (Task task : tasks) {
      task.run(eta);
    }
  }

  /** Runs a plan without an update, which asks for no learning rate. */
  public void pass() {
    step(NO_RATE);
  }

  /** Runs the operation at {@code index} of the plan alone. */
  public void run(int index, double eta) {
    tasks.get(index).run(eta);
  }

  /** Returns the plan. */
  public StepPlan plan() {
    return plan;
  }

  /** Returns the words of {@code tensor}, row-major; live. */
  public A words(Tensor tensor) {
    A words = tensors.get(tensor);
    if (words == null) {
      throw new IllegalArgumentException("no operation of the plan reads or writes " + tensor);
    }
    return words;
  }

  /** Returns the values of {@code tensor}. */
  public Matrix values(Tensor tensor) {
    Extent shape = plan.shape(tensor);
    Matrix values = Matrix.zeros(shape.m(), shape.n());
    A words = words(tensor);
    for (int i = 0; i < values.values().length; i++) {
      values.values()[i] = machine.value(tensor, machine.get(words, i));
    }
    return values;
  }

  /**
   * Sets {@code tensor} to the words nearest to {@code values}.
   *
   * @throws IllegalArgumentException when the shape is not the one the plan gives the tensor
   */
  public void put(Tensor tensor, Matrix values) {
    plan.requireShape(tensor, values.rows(), values.columns());
    A words = words(tensor);
    for (int i = 0; i < values.values().length; i++) {
      machine.set(words, i, machine.word(tensor, values.values()[i]));
    }
  }
}
