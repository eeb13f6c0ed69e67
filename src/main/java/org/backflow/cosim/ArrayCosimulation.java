package org.backflow.cosim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.WordWidths;

/**
 * Holds the systolic arrays to the RTL: random products run on arrays of several shapes, widths and
 * options. Every word and cycle of the RTL must be that of the stepped model, and the cycles of
 * products without idle cycles must be those of the closed form.
 */
public final class ArrayCosimulation implements Cosimulation {

  private static final int CASES_PER_DESIGN = 60;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Sides of one, sides longer than the other, both options of both arrays, five widths. */
  private static final List<ArrayDesign> DESIGNS =
      List.of(
          output("1x1", new WordWidths(8, 8, 24), 8, FoldSequence.SEQUENTIAL),
          output("4x3", new WordWidths(16, 16, 48), 16, FoldSequence.OVERLAPPED),
          output("3x5", new WordWidths(12, 9, 28), 11, FoldSequence.SEQUENTIAL),
          output("8x8", new WordWidths(8, 8, 24), 8, FoldSequence.OVERLAPPED),
          weight("1x3", new WordWidths(4, 6, 16), 3, FoldSequence.OVERLAPPED, false),
          weight("4x3", new WordWidths(16, 16, 48), 16, FoldSequence.SEQUENTIAL, false),
          weight("3x5", new WordWidths(20, 18, 48), 20, FoldSequence.OVERLAPPED, true),
          weight("5x2", new WordWidths(12, 9, 28), 11, FoldSequence.SEQUENTIAL, true),
          weight("8x8", new WordWidths(8, 8, 24), 8, FoldSequence.OVERLAPPED, false));

  private static final List<ArrayDesign> FAULTY_DESIGNS = List.of(DESIGNS.get(1), DESIGNS.get(5));

  /** What the testbenches can break, by the number of their {@code +fault}. */
  private static final List<String> FAULTS =
      List.of(
          "no fault",
          "wrong rounding bit",
          "dropped cycle",
          "swapped operands",
          "stuck bit of the LFSR");

  private final int casesPerDesign;

  /** Creates the part with 540 products. */
  public ArrayCosimulation() {
    this(CASES_PER_DESIGN);
  }

  ArrayCosimulation(int casesPerDesign) {
    this.casesPerDesign = casesPerDesign;
  }

  private static ArrayDesign output(
      String shape, WordWidths widths, int wordBits, FoldSequence sequence) {
    return new ArrayDesign(
        ArrayDesign.Kind.OUTPUT_STATIONARY,
        ArrayShape.parse(shape),
        widths,
        wordBits,
        sequence,
        false);
  }

  private static ArrayDesign weight(
      String shape,
      WordWidths widths,
      int wordBits,
      FoldSequence sequence,
      boolean outputRegister) {
    return new ArrayDesign(
        ArrayDesign.Kind.WEIGHT_STATIONARY,
        ArrayShape.parse(shape),
        widths,
        wordBits,
        sequence,
        outputRegister);
  }

  @Override
  public String name() {
    return "arrays";
  }

  @Override
  public CosimResult run(Options options) {
    if (options.waveform().isPresent()) {
      return new CosimResult(name(), List.of(waveforms(options, options.waveform().get())));
    }
    List<CosimResult.Case> cases = new ArrayList<>();
    options.progress().started("random products on arrays", (long) casesPerDesign * DESIGNS.size());
    for (int i = 0; i < DESIGNS.size(); i++) {
      cases.add(compare(i, options));
    }
    options.progress().finished();
    return new CosimResult(name(), cases);
  }

  private CosimResult.Case compare(int index, Options options) {
    ArrayDesign design = DESIGNS.get(index);
    Path executable = build(design, options, false);
    Totals totals = new Totals();
    for (int i = 0; i < casesPerDesign; i++) {
      ArrayCase drawn = ArrayCase.draw(design, options.seed(), index, i);
      Path folder = options.work().resolve("array-" + index + "-" + i);
      Optional<String> difference = totals.add(drawn, new HdlRun(executable, folder));
      if (difference.isPresent()) {
        return totals.result(design, difference);
      }
      options.progress().advanced(1);
    }
    return totals.result(design, Optional.empty());
  }

  private static Path build(ArrayDesign design, Options options, boolean waveform) {
    return options
        .build()
        .build(
            new HdlBuild.Target(
                options.simulator(), design.testbench(), design.parameters(), waveform, true));
  }

  /** What the cases of one design add up to. */
  private static final class Totals {
    private int cases;
    private long folds;
    private TraceCounts counts = TraceCounts.NONE;

    /** Runs a case on both sides; its files are kept only where they differ. */
    Optional<String> add(ArrayCase drawn, HdlRun run) {
      SteppedArrayBench.Run expected = SteppedArrayBench.run(drawn.stimulus());
      write(run, drawn.stimulus(), expected);
      run.run(LIMIT, plusargs());
      try {
        counts = counts.plus(TraceChecker.compare(run.file("expected.txt"), run.file("trace.txt")));
      } catch (TraceDifferenceException e) {
        return Optional.of(drawn.name() + ": " + e.getMessage() + "\nfiles: " + run.folder());
      }
      run.discard();
      cases++;
      folds += drawn.stimulus().folds();
      return closedForm(drawn, expected);
    }

    private static Optional<String> closedForm(ArrayCase drawn, SteppedArrayBench.Run expected) {
      TiledProduct product = drawn.product();
      ArrayDesign design = drawn.stimulus().design();
      long registers = design.outputRegister() ? drawn.stimulus().folds() : 0;
      long cycles =
          design.sequence().cycles(product.dataflow(), product.extent(), product.array())
              + (design.overlapped() ? Math.min(registers, 1) : registers);
      return drawn.dense() && expected.cycles() != cycles
          ? Optional.of(
              "%s: %d cycles, but the closed form says %d"
                  .formatted(drawn.name(), expected.cycles(), cycles))
          : Optional.empty();
    }

    CosimResult.Case result(ArrayDesign design, Optional<String> difference) {
      // No speed: a product is so short that starting the simulator takes longer than simulating.
      return new CosimResult.Case(
          "%d products, %s".formatted(cases, design.label()),
          Optional.empty(),
          folds,
          counts,
          difference,
          Optional.empty(),
          Optional.empty());
    }
  }

  private static List<String> plusargs(String... more) {
    List<String> plusargs =
        new ArrayList<>(
            List.of("+stimulus=stimulus.txt", "+weights=weights.txt", "+trace=trace.txt"));
    plusargs.addAll(List.of(more));
    return plusargs;
  }

  private static void write(HdlRun run, ArrayStimulus stimulus, SteppedArrayBench.Run expected) {
    try {
      Files.writeString(run.file("stimulus.txt"), stimulus.vectorText());
      Files.writeString(run.file("weights.txt"), stimulus.weightText());
      Files.write(run.file("expected.txt"), expected.trace(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public SelfTestResult selfTest(Options options) {
    List<SelfTestResult.Probe> probes = new ArrayList<>();
    for (ArrayDesign design : FAULTY_DESIGNS) {
      Path executable = build(design, options, false);
      ArrayCase drawn = ArrayCase.drawSensitive(design, options.seed());
      SteppedArrayBench.Run expected = SteppedArrayBench.run(drawn.stimulus());
      for (int fault = 0; fault < FAULTS.size(); fault++) {
        String folder = "array-fault-" + DESIGNS.indexOf(design) + "-" + fault;
        HdlRun run = new HdlRun(executable, options.work().resolve(folder));
        write(run, drawn.stimulus(), expected);
        run.run(LIMIT, plusargs("+fault=" + fault));
        CosimResult.Case found = compared(FAULTS.get(fault) + ", " + design.label(), drawn, run);
        run.discard();
        probes.add(new SelfTestResult.Probe(found.name(), fault > 0, found.difference()));
      }
    }
    return new SelfTestResult(name(), probes);
  }

  private static CosimResult.Case compared(String name, ArrayCase drawn, HdlRun run) {
    TraceCounts counts = TraceCounts.NONE;
    Optional<String> difference = Optional.empty();
    try {
      counts = TraceChecker.compare(run.file("expected.txt"), run.file("trace.txt"));
    } catch (TraceDifferenceException e) {
      difference = Optional.ofNullable(e.getMessage());
    }
    return new CosimResult.Case(
        name,
        Optional.empty(),
        drawn.stimulus().folds(),
        counts,
        difference,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Writes a waveform of the RTL to {@code file} and one of the stepped model, with the same names,
   * beside it: {@code x.vcd} and {@code x-stepped.vcd}.
   */
  private CosimResult.Case waveforms(Options options, Path file) {
    WaveformTime.requireFolder(file);
    ArrayDesign design = output("2x2", new WordWidths(16, 16, 48), 16, FoldSequence.SEQUENTIAL);
    ArrayCase drawn = ArrayCase.drawSensitive(design, options.seed());
    Waveform waveform = new Waveform();
    SteppedArrayBench.Run expected = SteppedArrayBench.run(drawn.stimulus(), waveform);
    HdlRun run = new HdlRun(build(design, options, true), options.work().resolve("array-waveform"));
    write(run, drawn.stimulus(), expected);
    run.run(LIMIT, plusargs("+vcd=" + HdlRun.WAVEFORM));
    WaveformTime time =
        WaveformTime.of(options.experiment().hardware().accelerator().clockMegahertz());
    time.convert(run.file(HdlRun.WAVEFORM), file);
    CosimResult.Case result = compared("waveform, " + design.label(), drawn, run);
    try {
      Path stepped = Files.writeString(run.file("stepped.vcd"), waveform.toString());
      time.convert(stepped, stepped(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run.discard();
    return result;
  }

  /** Returns where the waveform of the stepped model goes when that of the RTL is {@code file}. */
  static Path stepped(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String beside =
        dot < 0 ? name + "-stepped" : name.substring(0, dot) + "-stepped" + name.substring(dot);
    return file.resolveSibling(beside);
  }
}
