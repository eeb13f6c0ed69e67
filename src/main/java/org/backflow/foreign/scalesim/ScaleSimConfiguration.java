package org.backflow.foreign.scalesim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.tree.NearestName;
import org.backflow.files.IniFile;
import org.backflow.files.TextFile;
import org.backflow.files.TextProblems;

/**
 * A configuration file of SCALE-Sim (scalesim-project/scale-sim-v2 and -v3, scale_config.py, and
 * ARM-software/SCALE-Sim) as an accelerator.
 *
 * <table>
 *   <caption>What the keys of {@code [architecture_presets]} become</caption>
 *   <tr><th>key</th><th>becomes</th></tr>
 *   <tr><td>{@code ArrayHeight}, {@code ArrayWidth}</td><td>{@code array}, shared with the feedback
 *     products; {@code ArrayWidth} also {@code vectorLanes}, since the peer has no vector unit</td></tr>
 *   <tr><td>{@code Dataflow}</td><td>{@code dataflow} of all phases</td></tr>
 *   <tr><td>{@code IfmapSramSzkB}, without {@code kB} in the first generation</td><td>{@code sram.activationKibibytes}</td></tr>
 *   <tr><td>{@code FilterSramSzkB}</td><td>{@code sram.weightKibibytes}, and {@code
 *     sram.feedbackKibibytes}, since the peer has no feedback</td></tr>
 *   <tr><td>{@code OfmapSramSzkB}</td><td>{@code sram.accumulatorKibibytes}, since it is where
 *     partial sums go</td></tr>
 * </table>
 *
 * <p>{@code run_name} of {@code [general]} goes into the source. The clock is 1000 MHz, since the
 * peer has none. Every other key is named in the remarks; one that looks like a typing error of a
 * key above is refused.
 */
public final class ScaleSimConfiguration {

  /** What the names of the files end in. */
  public static final String EXTENSION = ".cfg";

  private static final String ARCHITECTURE = "architecture_presets";
  private static final int CLOCK_MEGAHERTZ = 1000;
  private static final int MOST_KIBIBYTES = 1 << 20;

  private static final List<String> USED =
      List.of(
          "ArrayHeight",
          "ArrayWidth",
          "IfmapSramSzkB",
          "FilterSramSzkB",
          "OfmapSramSzkB",
          "Dataflow");

  /** The end of a key that the first generation leaves out; its sizes are KiB as well. */
  private static final String UNIT = "kB";

  /** Keys that the peer knows, which would otherwise look like errors of each other. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "IfmapOffset",
          "FilterOffset",
          "OfmapOffset",
          "Bandwidth",
          "MemoryBanks",
          "ReadRequestBuffer",
          "WriteRequestBuffer");

  private final IniFile file;
  private final TextProblems problems;
  private final List<String> remarks = new ArrayList<>();

  private ScaleSimConfiguration(TextFile text) {
    this.file = IniFile.of(text);
    this.problems = text.problems();
  }

  /** Returns whether {@code name} is the path of such a file. */
  public static boolean isOne(String name) {
    return name.endsWith(EXTENSION);
  }

  /**
   * Reads a file.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException with all problems, each at its
   *     line
   */
  public static ScaleSimConfiguration read(Path path) {
    return of(TextFile.read(path, EXTENSION));
  }

  static ScaleSimConfiguration of(TextFile text) {
    ScaleSimConfiguration configuration = new ScaleSimConfiguration(text);
    configuration.check();
    return configuration;
  }

  private void check() {
    USED.forEach(this::require);
    number("ArrayHeight", ArrayShape.MAX_SIDE);
    number("ArrayWidth", ArrayShape.MAX_SIDE);
    number("IfmapSramSzkB", MOST_KIBIBYTES);
    number("FilterSramSzkB", MOST_KIBIBYTES);
    number("OfmapSramSzkB", MOST_KIBIBYTES);
    find("Dataflow").ifPresent(this::checkDataflow);
    List<String> ignored = new ArrayList<>();
    for (IniFile.Entry entry : file.entries()) {
      if (!isUsed(entry)) {
        refuseTypingError(entry);
        ignored.add(entry.key());
      }
    }
    problems.throwIfAny();
    List<String> withoutUnit =
        USED.stream().filter(key -> key.endsWith(UNIT) && exactly(key).isEmpty()).toList();
    if (!withoutUnit.isEmpty()) {
      remarks.add(
          file.path()
              + ": keys of the first generation, taken as KiB: "
              + withoutUnit.stream()
                  .map(ScaleSimConfiguration::firstGeneration)
                  .collect(Collectors.joining(", ")));
    }
    if (!ignored.isEmpty()) {
      remarks.add(file.path() + ": without effect here: " + String.join(", ", ignored));
    }
    remarks.add(
        file.path()
            + ": states no clock, vector unit or feedback memory: clockMegahertz="
            + CLOCK_MEGAHERTZ
            + ", vectorLanes as ArrayWidth, sram.feedbackKibibytes as FilterSramSzkB; --set changes"
            + " them");
  }

  private boolean isUsed(IniFile.Entry entry) {
    return entry.is("general", "run_name")
        || USED.stream().anyMatch(key -> find(key).filter(entry::equals).isPresent());
  }

  private void refuseTypingError(IniFile.Entry entry) {
    boolean known = WITHOUT_EFFECT.stream().anyMatch(key -> entry.is(ARCHITECTURE, key));
    List<String> absent = USED.stream().filter(key -> find(key).isEmpty()).toList();
    if (!known && NearestName.of(entry.key(), absent).isPresent()) {
      problems.addUnknown(entry.line(), entry.column(), "key", entry.key(), absent);
    }
  }

  private void require(String key) {
    if (find(key).isEmpty()) {
      problems.add(0, 0, "'" + key + "' is missing", "it in [" + ARCHITECTURE + "]");
    }
  }

  private void number(String key, int most) {
    find(key)
        .filter(entry -> !isWithin(entry.value(), most))
        .ifPresent(entry -> refuseValue(entry, "a whole number from 1 to " + most));
  }

  private static boolean isWithin(String text, int most) {
    if (!text.matches("\\d{1,9}")) {
      return false;
    }
    int value = Integer.parseInt(text);
    return value >= 1 && value <= most;
  }

  private void checkDataflow(IniFile.Entry entry) {
    boolean known =
        Arrays.stream(Dataflow.values()).anyMatch(flow -> flow.label().equals(lower(entry)));
    if (!known) {
      refuseValue(entry, "os, ws or is");
    }
  }

  private static String lower(IniFile.Entry entry) {
    return entry.value().toLowerCase(Locale.ROOT);
  }

  private void refuseValue(IniFile.Entry entry, String expected) {
    problems.add(
        entry.line(),
        entry.valueColumn(),
        "'" + entry.key() + "' is " + TextProblems.quoted(entry.value()),
        expected);
  }

  /** Returns the entry of {@code key} as either generation of the peer spells it. */
  private Optional<IniFile.Entry> find(String key) {
    return exactly(key).or(() -> file.find(ARCHITECTURE, firstGeneration(key)));
  }

  private Optional<IniFile.Entry> exactly(String key) {
    return file.find(ARCHITECTURE, key);
  }

  private static String firstGeneration(String key) {
    return key.endsWith(UNIT) ? key.substring(0, key.length() - UNIT.length()) : key;
  }

  private String value(String key) {
    return find(key).map(ScaleSimConfiguration::lower).orElseThrow();
  }

  /** Returns the accelerator as one of our own files would state it. */
  public Configuration configuration() {
    String run =
        file.find("general", "run_name").map(entry -> ", run_name " + entry.value()).orElse("");
    String source = ("SCALE-Sim configuration " + file.path() + run).replace("'", "''");
    List<String> lines =
        List.of(
            "source: '" + source + "'",
            "array: " + value("ArrayHeight") + "x" + value("ArrayWidth"),
            "feedbackArray: shared",
            "dataflow: " + value("Dataflow"),
            "vectorLanes: " + value("ArrayWidth"),
            "clockMegahertz: " + CLOCK_MEGAHERTZ,
            "sram:",
            "  activationKibibytes: " + value("IfmapSramSzkB"),
            "  weightKibibytes: " + value("FilterSramSzkB"),
            "  feedbackKibibytes: " + value("FilterSramSzkB"),
            "  accumulatorKibibytes: " + value("OfmapSramSzkB"));
    return Configuration.parse(
        file.path(), lines.stream().collect(Collectors.joining("\n", "", "\n")));
  }

  /** Returns what the file says without effect, and what is taken for what it does not say. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }
}
