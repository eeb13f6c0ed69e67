package org.backflow.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.backflow.data.DataSet;
import org.backflow.data.TensorFile;
import org.backflow.data.TensorWords;
import org.backflow.execution.ExecutedNetwork;
import org.backflow.execution.Executor;
import org.backflow.execution.Machine;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.layer.LayeredNetwork;
import org.backflow.network.Matrix;
import org.backflow.plan.Extent;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/**
 * Trains networks of any layers, one after the other on the same samples, by executing their plans.
 *
 * @param <A> an array of words
 */
final class GeneralTrainer<A> implements Trainer {

  /** Samples of a forward pass when the network is used. */
  private static final int PASS = 32;

  private final PairedStart start;
  private final LayeredNetwork layers;
  private final DataSet data;
  private final Protocol protocol;
  private final List<ExecutedNetwork<A>> networks = new ArrayList<>();
  private final SampleWords<A> samples;
  private final Tensor output;
  private final Tensor target;
  private final TensorWords.Type type;
  private final double[] losses;
  private int epoch;

  /**
   * Creates a trainer whose networks stand at {@code start}.
   *
   * @param machines the machine of a network, whose step is given
   * @param type of words that are saved
   */
  GeneralTrainer(
      PairedStart start,
      DataSet data,
      Protocol protocol,
      Function<StepPlan, Machine<A>> machines,
      TensorWords.Type type) {
    this.start = start;
    this.layers = start.network();
    this.data = data;
    this.protocol = protocol;
    this.type = type;
    data.requireFit(layers.inputs(), layers.outputs(), layers.toString());
    this.output = layers.output().tensor();
    for (PairedStart.Start each : start.networks()) {
      FeedbackScheme scheme = each.scheme();
      ExecutedNetwork<A> network =
          new ExecutedNetwork<>(
              machines.apply(plan(scheme, protocol.minibatch())),
              size -> plan(scheme, size),
              layers::inference);
      Executor<A> step = network.training(protocol.minibatch());
      start.weights().forEach(step::put);
      each.feedback().forEach(step::put);
      networks.add(network);
    }
    StepPlan plan = networks.get(0).training(protocol.minibatch()).plan();
    this.target = plan.given(Role.TARGET);
    this.samples = new SampleWords<>(data, networks.get(0).machine(), plan.given(Role.INPUT));
    this.losses = new double[networks.size()];
  }

  private StepPlan plan(FeedbackScheme scheme, int size) {
    return layers.plan(scheme, size, protocol.options(scheme, size));
  }

  @Override
  public int networks() {
    return networks.size();
  }

  @Override
  public void expect(int[] order, int[] test) {
    // Samples are read where they lie.
  }

  @Override
  public void beginEpoch(int next) {
    epoch = next;
    for (int network = 0; network < networks(); network++) {
      PairedStart.Start each = start.networks().get(network);
      double scale = protocol.feedbackScaleOf(each.scheme()).at(epoch);
      Executor<A> step = networks.get(network).training(protocol.minibatch());
      each.feedback().forEach((tensor, matrix) -> step.put(tensor, matrix.times(scale)));
    }
  }

  @Override
  public void step(int[] order, int from, int to) {
    int size = to - from;
    double eta = protocol.eta(size, epoch);
    Executor<A> first = networks.get(0).training(size);
    read(order, from, size, first);
    readTargets(order, from, size, first);
    for (int network = 0; network < networks(); network++) {
      Executor<A> step = networks.get(network).training(size);
      if (network > 0) {
        copy(first, step, first.plan().given(Role.INPUT));
        copy(first, step, target);
      }
      step.step(eta);
      losses[network] += loss(step, order, from, size);
    }
  }

  private void read(int[] order, int from, int size, Executor<A> executor) {
    A words = executor.words(executor.plan().given(Role.INPUT));
    for (int sample = 0; sample < size; sample++) {
      samples.read(order[from + sample], words, sample);
    }
  }

  private void readTargets(int[] order, int from, int size, Executor<A> executor) {
    Matrix targets = Matrix.zeros(size, layers.outputs());
    for (int sample = 0; sample < size; sample++) {
      targets.set(sample, data.label(order[from + sample]), 1.0);
    }
    executor.put(target, targets);
  }

  private static <A> void copy(Executor<A> from, Executor<A> to, Tensor tensor) {
    int words = Math.toIntExact(from.plan().shape(tensor).elements());
    System.arraycopy(from.words(tensor), 0, to.words(tensor), 0, words);
  }

  private double loss(Executor<A> step, int[] order, int from, int size) {
    double sum = 0.0;
    for (int sample = 0; sample < size; sample++) {
      double[] targets = new double[layers.outputs()];
      targets[data.label(order[from + sample])] = 1.0;
      sum += layers.loss().reported(outputs(step, sample), targets);
    }
    return sum;
  }

  /** Returns the outputs for a sample, as values. */
  private double[] outputs(Executor<A> executor, int sample) {
    double[] values = new double[layers.outputs()];
    A words = executor.words(output);
    Machine<A> machine = networks.get(0).machine();
    for (int i = 0; i < values.length; i++) {
      values[i] = machine.value(output, machine.get(words, sample * values.length + i));
    }
    return values;
  }

  @Override
  public double[] takeLoss() {
    double[] taken = losses.clone();
    Arrays.fill(losses, 0.0);
    return taken;
  }

  @Override
  public List<Evaluation> evaluate(int[] images) {
    List<Evaluation> evaluations = new ArrayList<>();
    int[] correct = new int[networks()];
    boolean[][] alive = new boolean[networks()][layers.outputs()];
    for (int from = 0; from < images.length; from += PASS) {
      int size = Math.min(PASS, images.length - from);
      Executor<A> first = networks.get(0).inference(size);
      read(images, from, size, first);
      for (int network = 0; network < networks(); network++) {
        Executor<A> pass = networks.get(network).inference(size);
        if (network > 0) {
          copy(first, pass, first.plan().given(Role.INPUT));
        }
        pass.pass();
        for (int sample = 0; sample < size; sample++) {
          double[] values = outputs(pass, sample);
          correct[network] += largest(values) == data.label(images[from + sample]) ? 1 : 0;
          double[] likelihoods = layers.loss().likelihoods(values);
          for (int i = 0; i < likelihoods.length; i++) {
            alive[network][i] |= likelihoods[i] > 0.5;
          }
        }
      }
    }
    for (int network = 0; network < networks(); network++) {
      int dead = 0;
      for (boolean unit : alive[network]) {
        dead += unit ? 0 : 1;
      }
      evaluations.add(new Evaluation(correct[network], dead));
    }
    return evaluations;
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  @Override
  public List<List<FeedbackAlignment>> measureAlignment(int[] images) {
    List<List<FeedbackAlignment>> measured = new ArrayList<>();
    for (int network = 0; network < networks(); network++) {
      measured.add(
          new PlanAlignment(layers, values(network), plan(scheme(network), 1), data)
              .measure(images));
    }
    return measured;
  }

  private FeedbackScheme scheme(int network) {
    return start.networks().get(network).scheme();
  }

  /** Returns what a step of {@code network} leaves to the next, as values. */
  private Map<Tensor, Matrix> values(int network) {
    Executor<A> step = networks.get(network).training(protocol.minibatch());
    Map<Tensor, Matrix> values = new LinkedHashMap<>();
    Executor.keptBy(step.plan()).forEach(tensor -> values.put(tensor, step.values(tensor)));
    return values;
  }

  @Override
  public Map<String, TensorWords> save() {
    Map<String, TensorWords> state = new LinkedHashMap<>();
    for (int network = 0; network < networks(); network++) {
      Executor<A> step = networks.get(network).training(protocol.minibatch());
      for (Tensor tensor : saved(step.plan())) {
        state.put(name(network, tensor), words(network, step, tensor));
      }
      for (int layer : step.plan().layers()) {
        Optional<RandomBits> random = networks.get(network).machine().registers(layer);
        if (random.isPresent()) {
          int[] states = random.get().states().clone();
          state.put(
              registers(network, layer),
              TensorWords.integers(TensorWords.Type.U32, states, states.length));
        }
      }
      for (Tensor drawn : step.plan().drawn()) {
        int[] states = maskStates(network, drawn).clone();
        state.put(
            name(network, drawn),
            TensorWords.integers(TensorWords.Type.U32, states, states.length));
      }
    }
    return state;
  }

  /** Returns what a step changes and the next one reads. */
  private static List<Tensor> saved(StepPlan plan) {
    Set<Tensor> kept = Executor.keptBy(plan);
    return kept.stream().filter(tensor -> tensor.role() != Role.FEEDBACK).toList();
  }

  private TensorWords words(int network, Executor<A> step, Tensor tensor) {
    Extent shape = step.plan().shape(tensor);
    Machine<A> machine = networks.get(network).machine();
    A words = step.words(tensor);
    if (type == TensorWords.Type.F32) {
      return TensorWords.singles(step.values(tensor).values(), shape.m(), shape.n());
    }
    int[] codes = new int[Math.toIntExact(shape.elements())];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (int) machine.get(words, i);
    }
    return TensorWords.integers(type, codes, shape.m(), shape.n());
  }

  private String name(int network, Tensor tensor) {
    String symbol = tensor.role() == Role.WEIGHT ? "W" : tensor.role().label();
    return scheme(network).name() + "." + symbol + tensor.layer();
  }

  /** Returns the live states of the registers that supply {@code drawn}. */
  private int[] maskStates(int network, Tensor drawn) {
    int units = networks.get(network).training(protocol.minibatch()).plan().shape(drawn).n();
    return networks.get(network).machine().randomBytes(drawn.layer(), units).states();
  }

  private String registers(int network, int layer) {
    return scheme(network).name() + ".registers" + layer;
  }

  @Override
  public void restore(TensorFile saved) throws IOException {
    for (int network = 0; network < networks(); network++) {
      Executor<A> step = networks.get(network).training(protocol.minibatch());
      Machine<A> machine = networks.get(network).machine();
      for (Tensor tensor : saved(step.plan())) {
        Extent shape = step.plan().shape(tensor);
        TensorWords found = saved.required(name(network, tensor), type, shape.m(), shape.n());
        double[] values =
            type == TensorWords.Type.F32
                ? found.values()
                : Arrays.stream(found.integers()).asDoubleStream().toArray();
        A words = step.words(tensor);
        for (int i = 0; i < values.length; i++) {
          machine.set(words, i, values[i]);
        }
      }
      for (int layer : step.plan().layers()) {
        Optional<RandomBits> random = machine.registers(layer);
        if (random.isPresent()) {
          int[] states = random.get().states();
          int[] found =
              saved
                  .required(registers(network, layer), TensorWords.Type.U32, states.length)
                  .integers();
          System.arraycopy(found, 0, states, 0, states.length);
        }
      }
      for (Tensor drawn : step.plan().drawn()) {
        int[] states = maskStates(network, drawn);
        int[] found =
            saved.required(name(network, drawn), TensorWords.Type.U32, states.length).integers();
        System.arraycopy(found, 0, states, 0, states.length);
      }
    }
  }

  @Override
  public Matrix weights(int network, int layer) {
    return networks.get(network).training(protocol.minibatch()).values(Tensor.weight(layer));
  }

  @Override
  public Optional<Matrix> feedback(int network, int layer) {
    Executor<A> step = networks.get(network).training(protocol.minibatch());
    return step.plan().uses(Tensor.feedback(layer))
        ? Optional.of(step.values(Tensor.feedback(layer)))
        : Optional.empty();
  }
}
