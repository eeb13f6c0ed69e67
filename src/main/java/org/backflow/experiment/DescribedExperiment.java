package org.backflow.experiment;

import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.longInteger;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.text;
import static org.backflow.configuration.kind.ValueKind.textOrBlank;

import java.nio.file.Path;
import java.util.List;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.Setting;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.network.Initialization;
import org.backflow.network.NetworkShape;
import org.backflow.parallel.Tasks;

/**
 * Reads what {@link ExperimentDescription} wrote. Nothing is looked up by its name: accelerator and
 * energy tables are those that were written out, whatever the files of their names say by now.
 *
 * <p>What a description leaves out has no effect on results and gets its default: {@code threads},
 * and without {@code dram} an accelerator's {@code doubleBuffered} and {@code foldOrder}.
 */
public final class DescribedExperiment {

  private static final String SECTION = "configuration";

  private DescribedExperiment() {}

  /**
   * Returns the experiment whose results {@code file} holds, to be run again or with other
   * settings.
   *
   * @param settings override its keys
   */
  static Experiment load(Path file, Home home, List<Setting> settings) {
    Configuration stored = Configuration.readJson(file);
    Experiment described = stored.bind(map -> section(map, home));
    Experiment changed =
        stored
            .with(settings.stream().map(each -> each.inside(SECTION)).toList())
            .bind(map -> section(map, home));
    return described.published().sameProtocol() ? changed.comparedWith(described) : changed;
  }

  private static Experiment section(ConfigurationMap map, Home home) {
    boolean sameProtocol = map.optional("sameProtocolAsPublished", bool(), true);
    Experiment experiment =
        map.required(SECTION, mapOf(section -> read(section, home, sameProtocol)));
    map.ignoreOtherKeys();
    return experiment;
  }

  /**
   * Returns the experiment, held to the same rules as one from a file.
   *
   * @param map the tree
   * @param home where its images are looked for
   * @param sameProtocol whether it trains as what was published for it did
   */
  public static Experiment read(ConfigurationMap map, Home home, boolean sameProtocol) {
    NetworkShape network = map.required("layers", ExperimentFile.LAYERS);
    return new Experiment(
        map.required("name", text()),
        map.required("description", textOrBlank()),
        map.required("data", mapOf(data -> ExperimentFile.data(data, home))),
        network,
        map.required("initialization", choice(Initialization.class, Initialization::label)),
        map.required("protocol", mapOf(ExperimentFile::protocol)),
        map.required("schemes", ExperimentFile.schemes(network)),
        map.required("numerics", choice(Numerics.class)),
        map.required("fixedPoint", mapOf(ArithmeticFile::described)),
        map.required("accelerator", mapOf(AcceleratorFile::described)),
        map.required("energyTables", listOf(mapOf(EnergyTableFile::described), 1, 16)),
        map.required("runs", integer(1, Experiment.MAX_RUNS)),
        map.required("seed", longInteger(Long.MIN_VALUE, Long.MAX_VALUE)),
        map.optional("threads", integer(1, Tasks.mostThreads()), Tasks.processors()),
        new PublishedResults(
            map.optional(
                "published",
                listOf(mapOf(figure -> ExperimentFile.published(figure, network))),
                List.of()),
            sameProtocol));
  }
}
