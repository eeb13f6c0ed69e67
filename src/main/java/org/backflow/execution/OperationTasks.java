package org.backflow.execution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.backflow.fixedpoint.RandomBytes;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Extent;
import org.backflow.plan.Fold;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.Reduce;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.View;
import org.backflow.plan.Window;

/** Makes tasks of the operations of a plan, in their order. */
final class OperationTasks<A> implements Operation.Visitor<Executor.Task> {

  private final StepPlan plan;
  private final Machine<A> machine;
  private final Map<Tensor, A> tensors;

  /** What lies unfolded for whoever reads the same windows of the same words. */
  private final Map<Tensor, Map<Window, A>> unfolded = new HashMap<>();

  OperationTasks(StepPlan plan, Machine<A> machine, Map<Tensor, A> tensors) {
    this.plan = plan;
    this.machine = machine;
    this.tensors = tensors;
  }

  /** Returns the task of {@code operation}. */
  Executor.Task of(Operation operation) {
    Executor.Task task = operation.accept(this);
    operation.writes().forEach(unfolded::remove);
    return task;
  }

  private A words(Tensor tensor) {
    return Objects.requireNonNull(tensors.get(tensor));
  }

  private A scratch(Extent extent) {
    return machine.words(Math.toIntExact(extent.elements()));
  }

  @Override
  public Executor.Task visit(Product operation) {
    Executor.Task unfold = eta -> {};
    View left = operation.left();
    A words = words(left.tensor());
    if (operation.groups() > 1) {
      return new GroupedProductTask<>(
          operation, machine, words, words(operation.right().tensor()), words(operation.result()));
    }
    if (left.window().isPresent()) {
      Window window = left.window().get();
      Map<Window, A> known = unfolded.computeIfAbsent(left.tensor(), each -> new HashMap<>());
      A rows = known.get(window);
      if (rows == null) {
        A target = machine.words(Math.multiplyExact(left.storedRows(), columns(window)));
        known.put(window, target);
        unfold = unfold(left, words, target);
        rows = target;
      }
      words = rows;
    }
    Executor.Task product =
        new ProductTask<>(
            operation,
            machine,
            words,
            words(operation.right().tensor()),
            words(operation.result()));
    Executor.Task first = unfold;
    return eta -> {
      first.run(eta);
      product.run(eta);
    };
  }

  private static int columns(Window window) {
    return Math.multiplyExact(window.positions(), window.columns());
  }

  private Executor.Task unfold(View left, A source, A target) {
    Window window = left.window().orElseThrow();
    int[] indices = imageIndices(window, 1);
    return eta -> {
      for (int image = 0; image < left.storedRows(); image++) {
        machine.gather(
            indices, source, image * window.imageWords(), 0.0, target, image * indices.length);
      }
    };
  }

  /**
   * Returns where the words of all windows of one image lie in it, in the order in which the words
   * of {@code groups} stand side by side.
   */
  private static int[] imageIndices(Window window, int groups) {
    int share = window.columns() / groups;
    int[] indices = new int[columns(window)];
    for (int i = 0; i < indices.length; i++) {
      int place = i % window.columns();
      int column = window.grouped(groups, place / share, place % share);
      int index = window.index(i / window.columns(), column);
      indices[i] = index == Window.PADDING ? View.ZERO : index;
    }
    return indices;
  }

  @Override
  public Executor.Task visit(Elementwise operation) {
    Extent extent = operation.extent();
    int[] columns =
        operation.inputs().stream()
            .mapToInt(input -> operation.isBroadcast(plan.shape(input).elements()) ? 1 : extent.n())
            .toArray();
    Machine.Elements<A> elements = machine.elements(operation, columns);
    List<A> inputs =
        operation.inputs().stream()
            .map(input -> isDrawn(input) ? scratch(extent) : words(input))
            .toList();
    A result = words(operation.result());
    Executor.Task draw = drawn(operation, inputs);
    return eta -> {
      draw.run(eta);
      elements.apply(inputs, result, eta);
    };
  }

  private static boolean isDrawn(Tensor tensor) {
    return tensor.role() == Role.RANDOM;
  }

  /** Returns what fills those of {@code inputs} anew that are drawn and not stored. */
  private Executor.Task drawn(Elementwise operation, List<A> inputs) {
    Executor.Task task = eta -> {};
    int units = operation.extent().n();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor tensor = operation.inputs().get(i);
      if (isDrawn(tensor)) {
        A target = inputs.get(i);
        RandomBytes bytes = machine.randomBytes(tensor.layer(), units);
        task =
            eta -> {
              for (int word = 0; word < operation.extent().elements(); word++) {
                machine.set(target, word, bytes.next(word % units));
              }
            };
      }
    }
    return task;
  }

  @Override
  public Executor.Task visit(Reduce operation) {
    A source = words(operation.source());
    A result = words(operation.result());
    Optional<A> chosen = operation.chosen().map(this::words);
    Machine.End<A> end = machine.end(operation, operation.divisor());
    boolean isSum = operation.kind() == Reduce.Kind.SUM;
    Extent extent = operation.extent();
    int[] indices = termIndices(operation);
    int perImage = operation.window().positions();
    A sum = machine.words(1);
    return eta -> {
      for (int row = 0; row < extent.m(); row++) {
        int from = row / perImage * operation.window().imageWords();
        for (int unit = 0; unit < extent.n(); unit++) {
          int first = (row % perImage * extent.n() + unit) * extent.k();
          machine.set(sum, 0, 0.0);
          int choice = 0;
          double largest = Double.NEGATIVE_INFINITY;
          for (int term = 0; term < extent.k(); term++) {
            int index = indices[first + term];
            if (isSum) {
              if (index >= 0) {
                machine.add(source, from + index, sum, 0);
              }
            } else if (machine.get(source, from + index) > largest) {
              largest = machine.get(source, from + index);
              choice = term;
            }
          }
          if (!isSum) {
            machine.set(sum, 0, largest);
          }
          int to = row * extent.n() + unit;
          end.apply(sum, 0, result, to, unit);
          if (chosen.isPresent()) {
            machine.set(chosen.get(), to, choice);
          }
        }
      }
    };
  }

  /** Returns the indices of the terms of every window and channel of one image. */
  private static int[] termIndices(Reduce operation) {
    Extent extent = operation.extent();
    int[] indices = new int[operation.window().positions() * extent.n() * extent.k()];
    for (int i = 0; i < indices.length; i++) {
      int element = i / extent.k();
      indices[i] = operation.index(element / extent.n(), element % extent.n(), i % extent.k());
    }
    return indices;
  }

  @Override
  public Executor.Task visit(Fold operation) {
    A source = words(operation.source());
    A result = words(operation.result());
    Optional<A> chosen = operation.chosen().map(this::words);
    Machine.End<A> end = machine.end(operation, operation.divisor());
    Window window = operation.window();
    int[] indices = imageIndices(window, operation.groups());
    A sums = machine.words(window.imageWords());
    int columns = window.columns();
    int channels = window.channels();
    return eta -> {
      for (int image = 0; image < operation.images(); image++) {
        machine.clear(sums, 0, window.imageWords());
        for (int position = 0; position < window.positions(); position++) {
          int row = image * window.positions() + position;
          int first = position * columns;
          if (chosen.isPresent()) {
            for (int channel = 0; channel < channels; channel++) {
              int word = row * channels + channel;
              int choice = (int) machine.get(chosen.get(), word);
              int pixel = indices[first + choice * channels + channel];
              machine.add(source, word, sums, pixel);
            }
          } else {
            for (int column = 0; column < columns; column++) {
              int pixel = indices[first + column];
              if (pixel >= 0) {
                int word =
                    operation.perChannel()
                        ? row * channels + column % channels
                        : row * columns + column;
                machine.add(source, word, sums, pixel);
              }
            }
          }
        }
        int to = image * window.imageWords();
        for (int i = 0; i < window.imageWords(); i++) {
          end.apply(sums, i, result, to + i, i % channels);
        }
      }
    };
  }

  @Override
  public Executor.Task visit(Select operation) {
    A source = words(operation.source());
    A result = words(operation.result());
    A feedback = words(Tensor.feedback(operation.layer()));
    Machine.End<A> end = machine.end(operation, 1);
    Extent extent = operation.extent();
    int sources = operation.sources();
    int rows = sources / operation.groups();
    A sum = machine.words(1);
    return eta -> {
      int[] selection =
          operation.selection(
              rows, (row, unit) -> machine.get(feedback, row * extent.n() + unit) != 0.0);
      for (int row = 0; row < extent.m(); row++) {
        for (int unit = 0; unit < extent.n(); unit++) {
          int selected = selection[unit];
          int word = row * sources + operation.firstSource(unit) + selected;
          // To minus zero a zero of either sign is added unchanged.
          machine.set(sum, 0, -0.0);
          if (operation.scaled()) {
            machine.addProduct(source, word, feedback, selected * extent.n() + unit, sum, 0);
          } else {
            machine.add(source, word, sum, 0);
          }
          end.apply(sum, 0, result, row * extent.n() + unit, unit);
        }
      }
    };
  }

  @Override
  public Executor.Task visit(SparseProduct operation) {
    A source = words(operation.source());
    A result = words(operation.result());
    A feedback = words(Tensor.feedback(operation.layer()));
    Machine.End<A> end = machine.end(operation, 1);
    Extent extent = operation.extent();
    int sources = operation.sources();
    int rows = sources / operation.groups();
    A sum = machine.words(1);
    return eta -> {
      int[][] selections =
          operation.selections(
              rows, (row, unit) -> machine.get(feedback, row * extent.n() + unit) != 0.0);
      for (int row = 0; row < extent.m(); row++) {
        for (int unit = 0; unit < extent.n(); unit++) {
          machine.set(sum, 0, 0.0);
          int first = row * sources + operation.firstSource(unit);
          for (int selected : selections[unit]) {
            machine.addProduct(
                source, first + selected, feedback, selected * extent.n() + unit, sum, 0);
          }
          end.apply(sum, 0, result, row * extent.n() + unit, unit);
        }
      }
    };
  }

  /** A product with ones, plus and minus, group by group. */
  @Override
  public Executor.Task visit(SignedSum operation) {
    Extent extent = operation.extent();
    A source = words(operation.source());
    A result = words(operation.result());
    A signs = words(operation.signs());
    int units = extent.n() / operation.groups();
    A ones = machine.words(Math.multiplyExact(extent.k(), units));
    A groupSums = machine.words(Math.multiplyExact(extent.m(), units));
    A sums = scratch(extent);
    Machine.SignedEnd<A> end = machine.signedEnd(operation);
    return eta -> {
      for (int group = 0; group < operation.groups(); group++) {
        int first = group * units;
        for (int i = 0; i < extent.k() * units; i++) {
          int sign = operation.sign(i / units, first + i % units);
          machine.set(ones, i, machine.get(signs, sign) < 0.0 ? -1.0 : 1.0);
        }
        Strides strides =
            new Strides(
                operation.firstSource(first), extent.m(), extent.k(), operation.sources(), 1);
        machine.multiply(strides, source, ones, units, groupSums, 0);
        for (int row = 0; row < extent.m(); row++) {
          System.arraycopy(groupSums, row * units, sums, row * extent.n() + first, units);
        }
      }
      for (int i = 0; i < extent.elements(); i++) {
        end.apply(sums, i, signs, result, i % extent.n());
      }
    };
  }
}
