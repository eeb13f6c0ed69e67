package org.backflow.experiment;

import static org.backflow.configuration.ValueKind.choice;
import static org.backflow.configuration.ValueKind.integer;
import static org.backflow.configuration.ValueKind.mapOf;
import static org.backflow.configuration.ValueKind.number;
import static org.backflow.configuration.ValueKind.text;

import java.util.List;
import java.util.Optional;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.configuration.ConfigurationMap;
import org.backflow.configuration.Setting;
import org.backflow.configuration.ValueKind;

/** Reads accelerator files. */
public final class AcceleratorFile {

  private static final ValueKind<ArrayShape> ARRAY =
      text().as("an array such as 16x16", ArrayShape::parse);

  private static final ValueKind<Dataflow> DATAFLOW = choice(Dataflow.class, Dataflow::label);

  private AcceleratorFile() {}

  /**
   * Returns the accelerator called {@code name}.
   *
   * @param settings options such as {@code array=8x8}, which override its keys
   * @throws org.backflow.configuration.ConfigurationException when there is none of that name, or
   *     it is not valid
   */
  public static Accelerator load(Home home, String name, List<String> settings) {
    Accelerator read =
        home.accelerators()
            .read(name)
            .with(settings.stream().map(Setting::parse).toList())
            .bind(AcceleratorFile::accelerator);
    return new Accelerator(
        name,
        read.source(),
        read.array(),
        read.separateFeedbackArray(),
        read.dataflows(),
        read.foldSequence(),
        read.vectorLanes(),
        read.clockMegahertz(),
        read.memories(),
        read.memorySystem());
  }

  static Accelerator accelerator(ConfigurationMap map) {
    ArrayShape array = map.required("array", ARRAY);
    MemoryKeys.Sram sram = map.required("sram", mapOf(MemoryKeys::sram));
    return new Accelerator(
        map.reference().orElse("custom"),
        map.required("source", text()),
        array,
        feedbackArray(map),
        map.required(
            "dataflow",
            DATAFLOW
                .as("a dataflow", Accelerator.Dataflows::all)
                .or(mapOf(AcceleratorFile::dataflows))),
        map.optional(
            "folds", choice(FoldSequence.class, FoldSequence::label), FoldSequence.SEQUENTIAL),
        map.required("vectorLanes", integer(1, ArrayShape.MAX_SIDE)),
        map.required("clockMegahertz", number().above(0)),
        sram.capacities(),
        MemoryKeys.system(map, sram.ports()));
  }

  private static Optional<ArrayShape> feedbackArray(ConfigurationMap map) {
    return map.required(
        "feedbackArray",
        text()
            .as(
                "an array such as 16x16, or shared",
                written ->
                    written.equals("shared")
                        ? Optional.empty()
                        : Optional.of(ArrayShape.parse(written))));
  }

  private static Accelerator.Dataflows dataflows(ConfigurationMap map) {
    return new Accelerator.Dataflows(
        map.required("forward", DATAFLOW),
        map.required("feedback", DATAFLOW),
        map.required("update", DATAFLOW));
  }
}
