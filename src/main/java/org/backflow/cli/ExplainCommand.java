package org.backflow.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.backflow.configuration.tree.NearestName;
import org.backflow.experiment.file.Home;
import org.backflow.experiment.file.MemoryFile;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.figure.Term;
import org.backflow.report.table.Glossary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backflow explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Say what a figure means, its unit and its formula.",
    description = {
      "",
      "Takes the name of a metric, of a column of a CSV file, of a feedback scheme or of a memory of"
          + " data/memories; lists all metrics when none is given.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {"  backflow explain utilization", "  backflow explain step_gain_in_cycles"})
final class ExplainCommand implements Callable<Integer> {

  private static final int NAME_WIDTH = 26;

  @Spec private CommandSpec spec;

  /** Several words, so that a name of two needs no quotes. */
  @Parameters(
      arity = "0..*",
      paramLabel = "METRIC",
      description = "A name such as cycles or training_loss.",
      completionCandidates = Names.class)
  private List<String> words = new ArrayList<>();

  ExplainCommand() {}

  /** The names of all terms, for help and completion. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Glossary.get().terms().stream().map(Glossary.Entry::name).toList());
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (words.isEmpty()) {
      out.print(table(Glossary.get().terms()));
    } else {
      out.print(explanation(String.join(" ", words), Home.ofProcess()));
    }
    out.flush();
    return 0;
  }

  private String explanation(String name, Home home) {
    if (home.memories().names().contains(name)) {
      return memory(name, home);
    }
    return FeedbackSchemes.named(name)
        .map(this::scheme)
        .orElseGet(() -> explanation(term(name.toLowerCase(Locale.ROOT))));
  }

  private static Glossary.Entry term(String name) {
    Glossary glossary = Glossary.get();
    return glossary
        .named(name)
        .or(() -> glossary.named(name.replace('-', ' ')))
        .or(() -> glossary.named(name.replace('_', ' ')))
        .orElseThrow(
            () ->
                new InvalidOptionException(
                    "METRIC", name, "there is none of that name" + meant(name)));
  }

  private static String meant(String name) {
    List<String> all = new ArrayList<>(new Names());
    Glossary.get().terms().forEach(term -> all.addAll(term.columns()));
    Optional<String> nearest = NearestName.of(name, all);
    return nearest
        .map(near -> "; did you mean '" + near + "'?")
        .orElse("; backflow explain lists all");
  }

  private String table(List<Glossary.Entry> terms) {
    TextTable table = columns(NAME_WIDTH);
    for (Glossary.Entry entry : terms) {
      table.addRowValues(entry.name(), entry.term().meaning());
    }
    return table.toString();
  }

  private String explanation(Glossary.Entry entry) {
    Term term = entry.term();
    TextTable table = columns("meaning  ".length() + 1);
    table.addRowValues("name", term.name());
    term.unit().ifPresent(unit -> table.addRowValues("unit", unit));
    table.addRowValues("meaning", term.meaning());
    term.formula().ifPresent(formula -> table.addRowValues("formula", formula));
    term.source().ifPresent(source -> table.addRowValues("source", source));
    if (!entry.columns().isEmpty()) {
      table.addRowValues("columns", String.join(", ", entry.columns()));
    }
    return table.toString();
  }

  private String memory(String name, Home home) {
    MemoryFile.Memory memory = MemoryFile.load(home, name);
    TextTable table = columns("bandwidth  ".length());
    table.addRowValues("name", name);
    table.addRowValues("meaning", "off-chip memory of an accelerator, dram: " + name);
    table.addRowValues("is", memory.description());
    figure(table, "bandwidth", memory.gigabytesPerSecond(), "GB/s");
    figure(table, "latency", memory.latencyNanoseconds(), "ns");
    figure(table, "energy", memory.picojoulesPerBit(), "pJ/bit");
    return table.toString();
  }

  private String scheme(FeedbackScheme scheme) {
    TextTable table = columns("arithmetic  ".length());
    table.addRowValues("name", scheme.name());
    table.addRowValues("meaning", "feedback scheme: " + scheme.description());
    table.addRowValues("arithmetic", scheme.operator().arithmetic());
    table.addRowValues("storage", scheme.operator().storage());
    table.addRowValues(
        "waits", scheme.waitsForWeights() ? "for the weights, before their update" : "for nothing");
    table.addRowValues("source", scheme.publication());
    table.addRowValues("class", scheme.getClass().getName());
    return table.toString();
  }

  private static void figure(TextTable table, String name, MemoryFile.Figure figure, String unit) {
    table.addRowValues(name, figure.value() + " " + unit + ", " + figure.source());
  }

  private TextTable columns(int first) {
    int width = spec.usageMessage().width();
    return TextTable.forColumns(
        spec.commandLine().getHelp().colorScheme(),
        new Column(first, 0, Column.Overflow.SPAN),
        new Column(width - first, 0, Column.Overflow.WRAP));
  }
}
