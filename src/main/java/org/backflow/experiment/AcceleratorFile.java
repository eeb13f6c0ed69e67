package org.backflow.experiment;

import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.number;
import static org.backflow.configuration.kind.ValueKind.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.Setting;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.foreign.scalesim.ScaleSimConfiguration;

/** Reads accelerator files. */
public final class AcceleratorFile {

  private static final String YAML = ".yaml";

  private static final ValueKind<ArrayShape> ARRAY =
      text().as("an array such as 16x16", ArrayShape::parse);

  private static final ValueKind<Dataflow> DATAFLOW = choice(Dataflow.class, Dataflow::label);

  private AcceleratorFile() {}

  /**
   * Returns the accelerator called {@code name}: a YAML file or a configuration file of SCALE-Sim
   * by its path, which ends in {@code .yaml} or {@code .cfg}, or else one of {@code
   * data/accelerators}.
   *
   * @param settings options such as {@code array=8x8}, which override its keys
   * @throws org.backflow.configuration.tree.ConfigurationException when there is none of that name,
   *     or it is not valid
   */
  public static Accelerator load(Home home, String name, List<String> settings) {
    Accelerator read =
        home.accelerators()
            .read(name)
            .expanding("dram", home.memories())
            .expanding("dram.preset", home.memories())
            .with(settings.stream().map(Setting::parse).toList())
            .bind(AcceleratorFile::accelerator);
    return new Accelerator(
        shortName(name),
        read.source(),
        read.array(),
        read.separateFeedbackArray(),
        read.dataflows(),
        read.foldSequence(),
        read.zeroGating(),
        read.vectorLanes(),
        read.clockMegahertz(),
        read.memories(),
        read.memorySystem());
  }

  /**
   * Returns what is in {@code file}.
   *
   * @param remarks is told what a file of others says without effect, and what is taken in its
   *     place
   */
  static Configuration configuration(Path file, Consumer<String> remarks) {
    if (!ScaleSimConfiguration.isOne(file.toString())) {
      return Configuration.read(file);
    }
    ScaleSimConfiguration read = ScaleSimConfiguration.read(file);
    read.remarks().forEach(remarks);
    return read.configuration();
  }

  private static String shortName(String name) {
    String file = String.valueOf(Path.of(name).getFileName());
    return file.endsWith(YAML) ? file.substring(0, file.length() - YAML.length()) : file;
  }

  static Accelerator accelerator(ConfigurationMap map) {
    return accelerator(map, map.reference().orElse("custom"));
  }

  /** Reads an accelerator as a description has it: with its name beside its keys. */
  static Accelerator described(ConfigurationMap map) {
    return accelerator(map, map.required("name", text()));
  }

  private static Accelerator accelerator(ConfigurationMap map, String name) {
    ArrayShape array = map.required("array", ARRAY);
    double clockMegahertz = map.required("clockMegahertz", number().above(0));
    MemoryKeys.Sram sram = map.required("sram", mapOf(MemoryKeys::sram));
    return new Accelerator(
        name,
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
        map.optional("zeroGating", bool(), false),
        map.required("vectorLanes", integer(1, ArrayShape.MAX_SIDE)),
        clockMegahertz,
        sram.capacities(),
        MemoryKeys.system(map, clockMegahertz, sram.ports()));
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
