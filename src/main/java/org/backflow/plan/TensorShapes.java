package org.backflow.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.backflow.fixedpoint.Role;
import org.backflow.network.NetworkShape;

/** What the operations of a step say about the tensors that they read and write. */
final class TensorShapes implements Operation.Visitor<Tensor> {

  private final Map<Tensor, Extent> shapes = new LinkedHashMap<>();
  private final Map<Tensor, Integer> ones = new HashMap<>();
  private final Map<Tensor, Integer> choiceBits = new HashMap<>();
  private final Map<Tensor, Integer> groups = new HashMap<>();
  private final SortedMap<Integer, Integer> units = new TreeMap<>();

  private TensorShapes() {}

  static TensorShapes of(List<Operation> operations) {
    TensorShapes shapes = new TensorShapes();
    for (Operation operation : operations) {
      Tensor result = operation.accept(shapes);
      shapes.put(result, operation.extent().m(), operation.extent().n());
      shapes.units.merge(operation.layer(), operation.extent().n(), Math::max);
    }
    return shapes;
  }

  boolean has(Tensor tensor) {
    return shapes.containsKey(tensor);
  }

  Extent of(Tensor tensor) {
    Extent shape = shapes.get(tensor);
    if (shape == null) {
      throw new IllegalArgumentException("no operation of the plan reads or writes " + tensor);
    }
    return shape;
  }

  /** Returns how many constant ones are stored with it: one for each row that is multiplied. */
  int ones(Tensor tensor) {
    return ones.getOrDefault(tensor, 0);
  }

  int choiceBits(Tensor choice) {
    Integer bits = choiceBits.get(choice);
    if (bits == null) {
      throw new IllegalArgumentException("no operation of the plan chooses " + choice);
    }
    return bits;
  }

  int groups(Tensor tensor) {
    return groups.getOrDefault(tensor, 1);
  }

  List<Tensor> all(Role role) {
    return shapes.keySet().stream().filter(tensor -> tensor.role() == role).toList();
  }

  Tensor only(Role role) {
    List<Tensor> found = all(role);
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "the plan has " + found.size() + " tensors for " + role.label() + "; expected one");
    }
    return found.get(0);
  }

  Set<Integer> layers() {
    return Collections.unmodifiableSet(units.keySet());
  }

  int units(int layer) {
    Integer found = units.get(layer);
    if (found == null) {
      throw new IllegalArgumentException("layer " + layer + " of the plan computes nothing");
    }
    return found;
  }

  NetworkShape widths() {
    List<Integer> widths = new ArrayList<>();
    widths.add(of(only(Role.INPUT)).n());
    widths.addAll(units.values());
    return new NetworkShape(widths);
  }

  /** The largest view of a tensor is all of it: the transposed W leaves its bias row out. */
  private void put(Tensor tensor, int rows, int columns) {
    Extent shape = new Extent(rows, columns, 1);
    shapes.merge(tensor, shape, (known, seen) -> seen.elements() > known.elements() ? seen : known);
  }

  private void put(View view) {
    put(view.tensor(), view.storedRows(), view.storedColumns());
    groups.put(view.tensor(), view.groups());
    if (view.one() && view.window().isEmpty()) {
      ones.merge(view.tensor(), view.storedRows(), Math::max);
    }
  }

  @Override
  public Tensor visit(Product operation) {
    put(operation.left());
    put(operation.right());
    return operation.result();
  }

  @Override
  public Tensor visit(Elementwise operation) {
    for (Tensor input : operation.inputs()) {
      if (!has(input) || !operation.isBroadcast(of(input).elements())) {
        put(input, operation.extent().m(), operation.extent().n());
      }
    }
    return operation.result();
  }

  @Override
  public Tensor visit(Reduce operation) {
    put(operation.source(), operation.images(), operation.window().imageWords());
    operation
        .chosen()
        .ifPresent(
            chosen -> {
              put(chosen, operation.extent().m(), operation.extent().n());
              choiceBits.put(chosen, operation.choiceBits());
            });
    return operation.result();
  }

  @Override
  public Tensor visit(Fold operation) {
    Window window = operation.window();
    put(
        operation.source(),
        operation.images() * window.positions(),
        operation.perChannel() ? window.channels() : window.columns());
    return operation.result();
  }

  @Override
  public Tensor visit(Select operation) {
    put(operation.source(), operation.extent().m(), operation.sources());
    put(
        Tensor.feedback(operation.layer()),
        operation.sources() / operation.groups(),
        operation.extent().n());
    groups.put(Tensor.feedback(operation.layer()), operation.groups());
    return operation.result();
  }

  @Override
  public Tensor visit(SparseProduct operation) {
    put(operation.source(), operation.extent().m(), operation.sources());
    put(
        Tensor.feedback(operation.layer()),
        operation.sources() / operation.groups(),
        operation.extent().n());
    groups.put(Tensor.feedback(operation.layer()), operation.groups());
    return operation.result();
  }

  @Override
  public Tensor visit(SignedSum operation) {
    Extent extent = operation.extent();
    put(operation.source(), extent.m(), operation.sources());
    groups.put(operation.signs(), operation.groups());
    if (operation.signsTransposed()) {
      put(operation.signs(), extent.n() / operation.groups(), operation.sources());
    } else {
      put(operation.signs(), extent.k(), extent.n());
    }
    return operation.result();
  }
}
