package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.Optional;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.Section;
import org.backflow.configuration.kind.ValueKind;

/** An accelerator: a file of its own, or a map in an experiment. */
final class AcceleratorCodec {
  private static final String SHAPE = "\\d{1,6}\\s*[xX]\\s*\\d{1,6}";

  private static final ValueKind<Dataflow> DATAFLOW = choice(Dataflow.class, Dataflow::label);

  private static final Section<Accelerator.Dataflows> DATAFLOWS =
      Section.of(
          keys ->
              new Accelerator.Dataflows(
                  keys.of(
                      required("forward", DATAFLOW, "Of the forward products."),
                      Accelerator.Dataflows::forward),
                  keys.of(
                      required("feedback", DATAFLOW, "Of the feedback products."),
                      Accelerator.Dataflows::feedback),
                  keys.of(
                      required("update", DATAFLOW, "Of the weight updates."),
                      Accelerator.Dataflows::update)));

  /** As users write it: its name is that of its file. */
  static final Section<Accelerator> WRITTEN =
      Section.of(keys -> accelerator(keys, keys.reference().orElse("custom")));

  /** As it is described: with its name beside its keys. */
  static final Section<Accelerator> DESCRIBED =
      Section.of(
          keys ->
              accelerator(keys, keys.of(required("name", text(), "Its name."), Accelerator::name)));

  private AcceleratorCodec() {}

  private static Accelerator accelerator(Keys<Accelerator> keys, String name) {
    String source =
        keys.of(
            required("source", text(), "Where the figures come from.")
                .startingWith("a design of my own"),
            Accelerator::source);
    ArrayShape array =
        keys.of(
            required(
                    "array",
                    text()
                        .as("an array such as 16x16", ArrayShape::parse, ArrayShape::toString)
                        .withPattern(SHAPE),
                    "Rows x columns of the forward array, which also computes updates.")
                .startingWith("16x16"),
            Accelerator::array);
    Optional<ArrayShape> feedbackArray =
        keys.of(
            required(
                    "feedbackArray",
                    text()
                        .as(
                            "an array such as 16x16, or shared",
                            AcceleratorCodec::feedbackArray,
                            shape -> shape.map(ArrayShape::toString).orElse("shared"))
                        .withPattern("(shared|" + SHAPE + ")"),
                    "The array of the feedback products, or shared where it is the forward one.")
                .startingWith("shared"),
            Accelerator::separateFeedbackArray);
    Accelerator.Dataflows dataflows =
        keys.of(
            required(
                    "dataflow",
                    DATAFLOW.as("a dataflow", Accelerator.Dataflows::all).or(DATAFLOWS),
                    "Output-, weight- or input-stationary: one for all products, or one per phase.")
                .startingWith("os"),
            Accelerator::dataflows);
    FoldSequence folds =
        keys.of(
            optional(
                "folds",
                choice(FoldSequence.class, FoldSequence::label),
                FoldSequence.SEQUENTIAL,
                "One after the other, or the next while the one before drains (os) or its weights"
                    + " load behind it (ws, is)."),
            Accelerator::foldSequence);
    boolean zeroGating =
        keys.of(
            optional(
                "zeroGating",
                bool(),
                false,
                "Whether a multiplier is held back while an operand is zero. A comparison measures"
                    + " how often that is and takes it out of the energy; cycles stay as they are."),
            Accelerator::zeroGating);
    int vectorLanes =
        keys.of(
            required(
                    "vectorLanes",
                    integer(1, ArrayShape.MAX_SIDE),
                    "Elements per cycle of the vector unit, ports of the router.")
                .startingWith("16"),
            Accelerator::vectorLanes);
    double clockMegahertz =
        keys.of(
            required(
                    "clockMegahertz",
                    number().above(0),
                    "Cycles per microsecond, of all units; turns cycles into time.")
                .startingWith("200"),
            Accelerator::clockMegahertz);
    MemoryCodec.Memories memories = MemoryCodec.memories(keys, clockMegahertz);
    return new Accelerator(
        name,
        source,
        array,
        feedbackArray,
        dataflows,
        folds,
        zeroGating,
        vectorLanes,
        clockMegahertz,
        memories.capacities(),
        memories.system());
  }

  private static Optional<ArrayShape> feedbackArray(String written) {
    return written.equals("shared") ? Optional.empty() : Optional.of(ArrayShape.parse(written));
  }
}
