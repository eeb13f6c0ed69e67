package org.backflow.accelerator.resources;

import java.util.List;
import java.util.Optional;

/** What the parts of a design take of devices of one family. */
public final class DesignEstimate {
  private final FpgaDesign design;
  private final SynthesisModels models;
  private final ResourceModel arrays;

  private DesignEstimate(FpgaDesign design, SynthesisModels models, ResourceModel arrays) {
    this.design = design;
    this.models = models;
    this.arrays = arrays;
  }

  /** Returns the estimate; empty where too few such arrays were synthesised for the family. */
  public static Optional<DesignEstimate> of(FpgaDesign design, SynthesisModels models) {
    return models
        .arrays(design.dataflow(), design.folds(), design.widths())
        .map(model -> new DesignEstimate(design, models, model));
  }

  /** Returns the models that it was made with. */
  public SynthesisModels models() {
    return models;
  }

  /** Returns the model of its arrays. */
  public ResourceModel arrayModel() {
    return arrays;
  }

  /** Returns what the arrays take. */
  public Estimate arrays() {
    return design.arrays().stream()
        .map(shape -> arrays.estimate(shape, design.widths()))
        .reduce(Estimate.NONE, Estimate::plus);
  }

  /** Returns what the vector unit takes; empty where too few lanes were synthesised. */
  public Optional<Estimate> vectorUnit() {
    return models
        .vectorUnit()
        .map(
            model ->
                model.estimate(design.vectorLanes(), design.wordBits(), design.widths().sum()));
  }

  /** Returns what control takes; empty where too few cores were synthesised. */
  public Optional<Estimate> control() {
    return models.control().map(model -> model.estimate(design.banks(), design.wordBits()));
  }

  /** Returns what the memories take: block RAMs alone, counted from their capacities. */
  public Estimate memories() {
    return new Estimate(design.memories(models.family()), List.of());
  }

  /** Returns all of these that can be estimated. */
  public Estimate together() {
    return arrays()
        .plus(vectorUnit().orElse(Estimate.NONE))
        .plus(control().orElse(Estimate.NONE))
        .plus(memories());
  }
}
