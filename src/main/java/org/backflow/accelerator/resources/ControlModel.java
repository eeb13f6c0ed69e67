package org.backflow.accelerator.resources;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Estimates control: the sequencer, the addresses of the memories' banks and the rotations that
 * bring their words to the lanes. It is what whole cores took beyond the estimates of their arrays,
 * vector units and routers, fitted to the banks of their memories and to the bits that they give.
 * Memories that synthesis made of look-up tables, because they are small, are in it.
 */
public final class ControlModel {

  /** One that can be left out. */
  private static final int FEWEST_CORES = 2;

  private final SynthesisModels models;
  private final List<SynthesisedCore> cores;
  private final double[] lutWeights;
  private final double[] flipFlopWeights;
  private final SynthesisedRange banksRange;
  private final SynthesisedRange wordBitsRange;

  private ControlModel(SynthesisModels models, List<SynthesisedCore> cores) {
    this.models = models;
    this.cores = cores;
    this.banksRange =
        SynthesisedRange.of("banks", cores.stream().map(SynthesisedCore::banks).toList());
    this.wordBitsRange =
        SynthesisedRange.of("core bits", cores.stream().map(SynthesisedCore::wordBits).toList());
    this.lutWeights = weights(FpgaResources::luts);
    this.flipFlopWeights = weights(FpgaResources::flipFlops);
  }

  private double[] weights(ToDoubleFunction<FpgaResources> figure) {
    double[][] equations = new double[cores.size()][];
    double[] targets = new double[equations.length];
    for (int i = 0; i < equations.length; i++) {
      SynthesisedCore core = cores.get(i);
      equations[i] = terms(core.banks(), core.wordBits());
      targets[i] =
          figure.applyAsDouble(
              core.synthesised().minus(core.parts(models).orElseThrow().resources()));
    }
    return new SingularValueDecomposition(new Array2DRowRealMatrix(equations))
        .getSolver()
        .solve(new ArrayRealVector(targets))
        .toArray();
  }

  private static double[] terms(int banks, int wordBits) {
    return new double[] {(double) banks * wordBits, banks};
  }

  /** Makes a model of the cores that were synthesised; empty when none could be left out. */
  static Optional<ControlModel> fit(SynthesisModels models) {
    List<SynthesisedCore> cores = models.cores();
    return cores.size() < FEWEST_CORES
        ? Optional.empty()
        : Optional.of(new ControlModel(models, cores));
  }

  /**
   * Returns what control takes: look-up tables and flip-flops.
   *
   * @param banks words that each memory gives in a cycle
   * @param wordBits of a word
   */
  public Estimate estimate(int banks, int wordBits) {
    double[] terms = terms(banks, wordBits);
    return new Estimate(
        new FpgaResources(
            Math.max(0.0, LeastSquares.sum(lutWeights, terms)),
            Math.max(0.0, LeastSquares.sum(flipFlopWeights, terms)),
            0.0,
            0.0),
        Stream.of(banksRange.leftBy(banks), wordBitsRange.leftBy(wordBits))
            .flatMap(Optional::stream)
            .toList());
  }

  /** Returns what was synthesised; beyond it estimates are extrapolated. */
  public List<SynthesisedRange> intervals() {
    return List.of(banksRange, wordBitsRange);
  }

  /** Returns the error over whole cores, each left out of the fit of its control. */
  public FitError leaveOneOutError() {
    return FitError.over(cores.size(), i -> cores.get(i).synthesised(), i -> unseen(cores.get(i)));
  }

  /** Returns all of a core but its memories, by a model that has not seen it. */
  public FpgaResources unseen(SynthesisedCore core) {
    ControlModel others =
        new ControlModel(models, cores.stream().filter(each -> !each.equals(core)).toList());
    return core.parts(models)
        .orElseThrow()
        .plus(others.estimate(core.banks(), core.wordBits()))
        .resources();
  }
}
