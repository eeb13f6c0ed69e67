package org.backflow.execution;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/**
 * One network that is trained and used: its executors, for minibatches of any size, share weights
 * and whatever else a step leaves to the next. Serves one thread.
 *
 * @param <A> an array of words
 */
public final class ExecutedNetwork<A> {

  private final Machine<A> machine;
  private final IntFunction<StepPlan> training;
  private final IntFunction<StepPlan> inference;
  private final Map<Tensor, A> kept = new HashMap<>();
  private final Map<Integer, Executor<A>> steps = new HashMap<>();
  private final Map<Integer, Executor<A>> passes = new HashMap<>();

  /**
   * Creates a network whose weights are zero.
   *
   * @param training the step of a minibatch of so many samples
   * @param inference the forward pass of so many
   */
  public ExecutedNetwork(
      Machine<A> machine, IntFunction<StepPlan> training, IntFunction<StepPlan> inference) {
    this.machine = machine;
    this.training = training;
    this.inference = inference;
  }

  /** Returns what it computes with. */
  public Machine<A> machine() {
    return machine;
  }

  /** Returns the executor of steps of {@code samples}. */
  public Executor<A> training(int samples) {
    return steps.computeIfAbsent(
        samples, each -> new Executor<>(training.apply(each), machine, kept));
  }

  /** Returns the executor of forward passes of {@code samples}. */
  public Executor<A> inference(int samples) {
    return passes.computeIfAbsent(
        samples, each -> new Executor<>(inference.apply(each), machine, kept));
  }
}
