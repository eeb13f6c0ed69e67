package org.backflow.foreign.scalesim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Activation;
import org.backflow.function.GatedDifference;
import org.backflow.function.GatedError;
import org.backflow.function.Logistic;
import org.backflow.function.RateScaling;
import org.backflow.layer.DensePlan;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Ending;
import org.backflow.plan.Extent;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.Product;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.View;

/**
 * The training step of a topology, layer by layer.
 *
 * <p>A file states forward products, not how they are joined: between two rows there may be
 * pooling, a residual addition or attention. So every layer stands on its own, with the product A
 * [M x K] B [K x N] of its row:
 *
 * <ul>
 *   <li>forward: that product, then the activation of its M x N results;
 *   <li>output error, in the last layer only: M x N elements;
 *   <li>feedback, in every layer but the first: the error with respect to A, delta [M x N] times F
 *       [N x K], in the form that the scheme gives it. Where A is an unfolded input, its M x K
 *       elements are added back onto the input. Then the derivative, for every element of the
 *       input;
 *   <li>update: eta delta, M x N elements, then the product A transposed [K x M] delta [M x N],
 *       subtracted from the weights.
 * </ul>
 *
 * <p>The feedback operations are those of the {@link StepPlan} of a network with K hidden units and
 * N outputs in a minibatch of M, so a scheme is stated once. A direct scheme carries the error of
 * the last layer to the input of every other one: to its elements, in as many rows as the last
 * layer has, whose N it sums. K and M count a bias, and padding, only if the file does.
 *
 * @param topology the layers
 * @param batch samples per step, by which M of every row is multiplied
 * @param training whether there is more than the forward phase
 * @param layers in the order of the file
 */
public record TrainingPass(Topology topology, int batch, boolean training, List<LayerStep> layers) {

  private static final Activation LOGISTIC = new Logistic();
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;

  /** Copies the list. */
  public TrainingPass {
    layers = List.copyOf(layers);
  }

  /**
   * Plans the forward phase alone.
   *
   * @throws IllegalArgumentException when {@code batch} is below one, or too large for a layer
   */
  public static TrainingPass forward(Topology topology, int batch) {
    return of(topology, FeedbackSchemes.BACKPROP, batch, false);
  }

  /**
   * Plans a whole step.
   *
   * @throws IllegalArgumentException when {@code batch} is below one, or too large for a layer, or
   *     {@code scheme} cannot be applied; see {@link #refusal}
   */
  public static TrainingPass of(Topology topology, FeedbackScheme scheme, int batch) {
    refusal(topology, scheme, batch)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(scheme.name() + ": " + reason);
            });
    return of(topology, scheme, batch, true);
  }

  /**
   * Returns why {@code scheme} cannot be applied to every layer of {@code topology}, if so: it
   * needs more outputs than a layer has, or the output error has rows among which the input of a
   * layer cannot be shared out.
   */
  public static Optional<String> refusal(Topology topology, FeedbackScheme scheme, int batch) {
    Extent errors = lastProduct(topology, batch);
    for (TopologyLayer layer : topology.layers().subList(1, topology.layers().size())) {
      Extent input = layer.input(batch);
      if (isDirect(scheme) && elements(input) % errors.m() != 0) {
        return Optional.of(
            "the output error has "
                + errors.m()
                + " rows, and the input of layer "
                + layer.name()
                + " has "
                + elements(input)
                + " elements, which is no multiple");
      }
      try {
        new LayerPlanner(layer, scheme, batch, errors).feedback();
      } catch (IllegalArgumentException e) {
        return Optional.of("layer " + layer.name() + ": " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static boolean isDirect(FeedbackScheme scheme) {
    return scheme.source(NetworkShape.of(1, 1, 1, 1), INPUT) > OUTPUT;
  }

  private static Extent lastProduct(Topology topology, int batch) {
    return topology.layers().get(topology.layers().size() - 1).product(batch);
  }

  private static long elements(Extent extent) {
    return (long) extent.m() * extent.n();
  }

  private static TrainingPass of(
      Topology topology, FeedbackScheme scheme, int batch, boolean training) {
    if (batch < 1) {
      throw new IllegalArgumentException("minibatch of " + batch + " samples; expected at least 1");
    }
    List<LayerStep> steps = new ArrayList<>();
    Extent errors = lastProduct(topology, batch);
    int last = topology.layers().size() - 1;
    for (int index = 0; index <= last; index++) {
      TopologyLayer layer = topology.layers().get(index);
      boolean feeds = training && index > 0;
      LayerPlanner planner = new LayerPlanner(layer, scheme, batch, errors);
      steps.add(
          new LayerStep(
              layer,
              planner.plan(training, feeds, index == last),
              feeds && planner.unfoldsError() ? Optional.of(planner.fold()) : Optional.empty()));
    }
    return new TrainingPass(topology, batch, training, steps);
  }

  private static final class LayerPlanner {
    private final FeedbackScheme scheme;
    private final Extent product;
    private final Extent input;
    private final Extent errors;
    private final boolean direct;
    private final boolean unfolds;

    LayerPlanner(TopologyLayer layer, FeedbackScheme scheme, int batch, Extent errors) {
      this.scheme = scheme;
      this.product = layer.product(batch);
      this.input = layer.input(batch);
      this.errors = errors;
      this.direct = isDirect(scheme);
      this.unfolds = layer.unfoldsInput();
    }

    /** A direct error is that of the input itself, not of what it is unfolded to. */
    boolean unfoldsError() {
      return unfolds && !direct;
    }

    LayerStep.Fold fold() {
      return new LayerStep.Fold(new Extent(product.m(), product.k(), 1), input);
    }

    StepPlan plan(boolean training, boolean feeds, boolean last) {
      Extent outputs = new Extent(product.m(), product.n(), 1);
      List<Operation> operations = new ArrayList<>();
      operations.add(forward());
      operations.add(
          new Elementwise(
              "activate",
              Phase.FORWARD,
              OUTPUT,
              LOGISTIC.function(),
              List.of(Tensor.preactivation(OUTPUT)),
              Tensor.activation(OUTPUT),
              outputs));
      if (training && last) {
        operations.add(
            new Elementwise(
                "error",
                Phase.OUTPUT_ERROR,
                OUTPUT,
                new GatedDifference(LOGISTIC.slope()),
                List.of(Tensor.activation(OUTPUT), Tensor.target(OUTPUT)),
                Tensor.delta(OUTPUT),
                outputs));
      }
      if (feeds) {
        operations.addAll(feedback());
      }
      if (training) {
        operations.add(
            new Elementwise(
                "scale",
                Phase.UPDATE,
                OUTPUT,
                new RateScaling(false),
                List.of(Tensor.delta(OUTPUT)),
                Tensor.gradient(OUTPUT),
                outputs));
        operations.add(
            new Product(
                "update",
                Phase.UPDATE,
                OUTPUT,
                input().transpose(),
                View.of(Tensor.gradient(OUTPUT), product.m(), product.n()),
                Tensor.weight(OUTPUT),
                Ending.SUBTRACT));
      }
      return new StepPlan(scheme, product.m(), operations);
    }

    private Operation forward() {
      return new Product(
          "forward",
          Phase.FORWARD,
          OUTPUT,
          input(),
          View.of(Tensor.weight(OUTPUT), product.k(), product.n()),
          Tensor.preactivation(OUTPUT),
          Ending.SET);
    }

    private View input() {
      return View.of(Tensor.activation(INPUT), product.m(), product.k());
    }

    List<Operation> feedback() {
      List<Operation> operations = new ArrayList<>();
      StepPlan step =
          direct
              ? feedbackStep((int) (elements(input) / errors.m()), errors)
              : feedbackStep(product.k(), product);
      for (Operation operation : step.operations()) {
        boolean derivative = operation.result().role() == Role.DELTA;
        if (operation.phase() == Phase.FEEDBACK) {
          operations.add(derivative && unfolds ? gated(operation) : operation);
        }
      }
      return operations;
    }

    private Operation gated(Operation operation) {
      return new Elementwise(
          operation.name(),
          Phase.FEEDBACK,
          INPUT,
          new GatedError(LOGISTIC.slope()),
          List.of(Tensor.error(INPUT), Tensor.activation(INPUT)),
          Tensor.delta(INPUT),
          input);
    }

    private StepPlan feedbackStep(int units, Extent source) {
      return DensePlan.of(
          NetworkShape.of(1, units, source.n()), scheme, source.m(), StepPlan.Options.PLAIN);
    }
  }
}
