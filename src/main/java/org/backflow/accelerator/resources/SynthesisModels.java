package org.backflow.accelerator.resources;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.WordWidths;

/**
 * The models of one family, each fitted once to what was synthesised. Safe for use by several
 * threads.
 */
public final class SynthesisModels {
  private final FpgaFamily family;
  private final List<SynthesisRow> rows;
  private final Map<ArrayKind, Optional<ResourceModel>> arrays = new ConcurrentHashMap<>();
  private final Optional<VectorUnitModel> vectorUnit;
  private final Optional<RouterModel> router;
  private final Optional<ControlModel> control;

  /** Fits models to {@code rows}, which were synthesised for {@code family}. */
  public SynthesisModels(FpgaFamily family, List<SynthesisRow> rows) {
    this.family = family;
    this.rows = List.copyOf(rows);
    this.vectorUnit = VectorUnitModel.fit(this.rows);
    this.router = RouterModel.fit(this.rows);
    this.control = ControlModel.fit(this);
  }

  /** Returns the family. */
  public FpgaFamily family() {
    return family;
  }

  /** Returns what was synthesised. */
  public List<SynthesisRow> rows() {
    return rows;
  }

  /** Returns the model of arrays like these; empty when too few such arrays were synthesised. */
  public Optional<ResourceModel> arrays(Dataflow dataflow, FoldSequence folds, WordWidths widths) {
    return arrays.computeIfAbsent(
        ArrayKind.of(family, dataflow, folds, widths), kind -> ResourceModel.fit(kind, rows));
  }

  /** Returns the model of the vector unit; empty when too few lanes were synthesised. */
  public Optional<VectorUnitModel> vectorUnit() {
    return vectorUnit;
  }

  /** Returns the model of the router; empty when too few were synthesised. */
  public Optional<RouterModel> router() {
    return router;
  }

  /** Returns the whole cores among what was synthesised whose parts can be estimated. */
  public List<SynthesisedCore> cores() {
    return rows.stream()
        .flatMap(row -> SynthesisedCore.of(row).stream())
        .filter(core -> core.parts(this).isPresent())
        .toList();
  }

  /** Returns the model of control and memory access; empty when too few cores were synthesised. */
  public Optional<ControlModel> control() {
    return control;
  }
}
