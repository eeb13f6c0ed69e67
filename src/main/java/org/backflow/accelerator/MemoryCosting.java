package org.backflow.accelerator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backflow.accelerator.memory.Dram;
import org.backflow.accelerator.memory.ElementBlocks;
import org.backflow.accelerator.memory.FoldedPasses;
import org.backflow.accelerator.memory.Folding;
import org.backflow.accelerator.memory.Footprint;
import org.backflow.accelerator.memory.GatheredOperand;
import org.backflow.accelerator.memory.GatheredPasses;
import org.backflow.accelerator.memory.Gathering;
import org.backflow.accelerator.memory.LaneFolding;
import org.backflow.accelerator.memory.LaneUse;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.OperandBuffer;
import org.backflow.accelerator.memory.Passes;
import org.backflow.accelerator.memory.Placement;
import org.backflow.accelerator.memory.ProductBuffers;
import org.backflow.accelerator.memory.Residency;
import org.backflow.accelerator.memory.RowOperand;
import org.backflow.accelerator.memory.RowPasses;
import org.backflow.accelerator.memory.StallCycles;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.accelerator.memory.Transfers;
import org.backflow.plan.Count;
import org.backflow.plan.Extent;

/**
 * What the memories add to the operations of one step, in the order in which it prices them.
 *
 * <p>Operands of one memory that have no place of their own share its buffer in equal parts for the
 * time of an operation.
 */
final class MemoryCosting {

  private final MemorySystem system;
  private final Residency residency;
  private final Set<StoredTensor> arrived = new HashSet<>();

  MemoryCosting(Accelerator accelerator, Collection<Footprint> footprints) {
    this.system = accelerator.memorySystem();
    this.residency = Residency.of(footprints, accelerator.memories()::bits, system);
  }

  /**
   * What an operation adds.
   *
   * @param traffic words to and from DRAM
   */
  record Added(List<Traffic> traffic, StallCycles stalls) {
    static final Added NOTHING = new Added(List.of(), StallCycles.NONE);
  }

  /** Returns what is brought on chip before the first step. */
  StepCost.InitialLoad initialLoad() {
    long cycles = 0;
    List<Traffic> traffic = new ArrayList<>();
    if (system.dram().isPresent()) {
      Dram dram = system.dram().get();
      for (Footprint loaded : residency.loadedOnce()) {
        cycles = Count.sum(cycles, dram.cycles(loaded.bits(), 0));
        traffic.add(new Traffic(Level.DRAM, loaded.tensor(), loaded.words(), 0, loaded.wordBits()));
      }
    }
    return new StepCost.InitialLoad(cycles, traffic);
  }

  /**
   * Returns what a matrix product adds.
   *
   * @param adds whether its result is added to what it replaces
   * @param sums partial sums
   * @param copy a second place that the result is written to, whose words follow the last result;
   *     {@code copyWords} of them, of all groups
   */
  Added product(MappedProduct product, boolean adds, Operand sums, Operand copy, long copyWords) {
    if (system.dram().isEmpty() && system.ports().isEmpty()) {
      return Added.NOTHING;
    }
    Dataflow dataflow = product.dataflow();
    int groups = product.groups();
    boolean streamsRight = dataflow == Dataflow.IS;
    ProductOperand byRow = streamsRight ? product.right() : product.left();
    ProductOperand other = streamsRight ? product.left() : product.right();
    List<Operand> sharing = List.of(byRow.operand(), other.operand(), product.result());
    FoldedPasses passes =
        new FoldedPasses(
            folding(product),
            new ProductBuffers(
                buffer(byRow.operand(), sharing),
                buffer(other.operand(), sharing),
                buffer(product.result(), sharing),
                adds,
                buffer(sums, List.of(sums))),
            windows(dataflow, product),
            system);
    long edge = system.ports().isEmpty() ? 0 : Transfers.cycles(passes) - product.computeCycles();
    if (system.dram().isEmpty()) {
      return new Added(List.of(), StallCycles.NONE.withEdge(edge).times(groups));
    }
    boolean movesCopy = !residency.isResident(copy.tensor());
    StallCycles stalls =
        Transfers.stalls(
            passes,
            system.dram().get(),
            system.doubleBuffered(),
            movesCopy ? copyWords / groups * copy.wordBits() : 0);
    List<Traffic> traffic = new ArrayList<>();
    long byRowFetches = Count.product(groups, passes.byRowFetches());
    long otherFetches = Count.product(groups, passes.otherFetches());
    long spilledSums = Count.product(groups, passes.spilledSums());
    traffic.addAll(byRow.operand().dram(byRowFetches, 0));
    traffic.addAll(other.operand().dram(otherFetches, 0));
    traffic.addAll(sums.dram(spilledSums, spilledSums));
    traffic.addAll(
        product
            .result()
            .dram(
                Count.product(groups, passes.resultFetches()),
                Count.product(groups, passes.resultWrites())));
    traffic.addAll(copy.dram(0, movesCopy ? copyWords : 0));
    arrive(product.left().tensor(), streamsRight ? otherFetches : byRowFetches);
    return new Added(traffic, stalls.withEdge(edge).times(groups));
  }

  /** Rows and columns of A and B are those of the product; the array has its own, and steps. */
  private static FoldedPasses.Windows windows(Dataflow dataflow, MappedProduct product) {
    Optional<ElementBlocks> left = product.left().elements().windows();
    Optional<ElementBlocks> right = product.right().elements().windows();
    return switch (dataflow) {
      case OS -> new FoldedPasses.Windows(left, right.map(ElementBlocks::transposed));
      case WS -> new FoldedPasses.Windows(left.map(ElementBlocks::transposed), right);
      case IS -> new FoldedPasses.Windows(right, left.map(ElementBlocks::transposed));
    };
  }

  private Folding folding(MappedProduct product) {
    Dataflow dataflow = product.dataflow();
    Extent extent = product.extent();
    return new Folding(
        dataflow.rows(extent),
        dataflow.columns(extent),
        dataflow.streamed(extent),
        product.array().rows(),
        product.array().columns(),
        dataflow == Dataflow.OS,
        product.foldDistance(),
        product.computeCycles() - (product.folds() - 1) * product.foldDistance());
  }

  /** Returns what an operation adds that takes row after row. */
  Added rows(LaneFolding folding, List<LaneOperand> operands) {
    if (system.dram().isEmpty() && system.ports().isEmpty()) {
      return Added.NOTHING;
    }
    List<Operand> sharing = operands.stream().map(LaneOperand::operand).toList();
    List<RowOperand> rowOperands =
        operands.stream()
            .map(o -> new RowOperand(buffer(o.operand(), sharing), o.use(), o.rowWords()))
            .toList();
    RowPasses passes = new RowPasses(folding, rowOperands, system.ports());
    List<Traffic> moved = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      long words = rowOperands.get(i).movedWords(folding.rows());
      boolean written = operands.get(i).use() == LaneUse.RESULTS;
      moved.addAll(sharing.get(i).dram(written ? 0 : words, written ? words : 0));
      arrived.add(sharing.get(i).tensor());
    }
    long edge = Transfers.cycles(passes) - folding.computeCycles();
    return new Added(moved, stalls(passes).withEdge(edge));
  }

  /** Windows need not touch all words of a tensor; then the next operation brings what it needs. */
  private void arrive(StoredTensor tensor, long fetchedWords) {
    if (residency.isWhole(tensor, fetchedWords)) {
      arrived.add(tensor);
    }
  }

  /** Returns what an operation adds that gathers. */
  Added gathered(Gathering gathering, List<GatheredTensor> tensors) {
    if (system.dram().isEmpty() && system.ports().isEmpty()) {
      return Added.NOTHING;
    }
    List<Operand> sharing = tensors.stream().map(GatheredTensor::operand).toList();
    List<GatheredOperand> operands =
        tensors.stream()
            .map(t -> new GatheredOperand(buffer(t.operand(), sharing), t.written(), t.rows()))
            .toList();
    GatheredPasses passes = new GatheredPasses(gathering, operands, system.ports());
    List<Traffic> moved = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      long words = passes.movedWords(operands.get(i));
      boolean written = operands.get(i).written();
      moved.addAll(sharing.get(i).dram(written ? 0 : words, written ? words : 0));
      arrive(sharing.get(i).tensor(), words);
    }
    long edge = Transfers.cycles(passes) - gathering.computeCycles();
    return new Added(moved, stalls(passes).withEdge(edge));
  }

  private StallCycles stalls(Passes passes) {
    return system
        .dram()
        .map(dram -> Transfers.stalls(passes, dram, system.doubleBuffered(), 0))
        .orElse(StallCycles.NONE);
  }

  private OperandBuffer buffer(Operand operand, List<Operand> sharing) {
    Placement placement = placement(operand);
    long sharers =
        sharing.stream()
            .filter(other -> other.memory() == operand.memory())
            .filter(other -> placement(other) == Placement.STREAMED)
            .count();
    return new OperandBuffer(
        operand.memory(),
        operand.wordBits(),
        operand.accessBits(),
        placement,
        residency.bufferBits(operand.memory()) / Math.max(1, sharers));
  }

  private Placement placement(Operand operand) {
    if (operand.accessBits() == 0) {
      return Placement.RESIDENT;
    }
    Placement placement = residency.placement(operand.tensor());
    return placement == Placement.ARRIVING && arrived.contains(operand.tensor())
        ? Placement.RESIDENT
        : placement;
  }
}
