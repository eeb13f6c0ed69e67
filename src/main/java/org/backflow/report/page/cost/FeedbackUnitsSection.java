package org.backflow.report.page.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.backflow.accelerator.resources.FpgaFamily;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.resources.SynthesisRow;
import org.backflow.data.InvalidDataException;
import org.backflow.experiment.file.Home;
import org.backflow.experiment.file.SynthesisFile;
import org.backflow.report.chart.ChartFigure;
import org.backflow.report.chart.StackedBars;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.table.ResourceTable;
import org.backflow.report.text.Decimals;

/** What the feedback units take on an FPGA, as synthesised from the RTL: the same for every run. */
public final class FeedbackUnitsSection {

  private static final String MODULE = "feedback_column";
  private static final String TITLE = "Feedback units on Xilinx 7 series, synthesised";
  private static final String READING =
      "Units for 20 hidden units and 10 outputs from hdl-ref/rtl, by Yosys, before place and route;"
          + " look-up tables with those used as memory. From data/resources/xilinx7.csv, written by"
          + " hdl-ref/synth/run; ./backflow resources estimates whole accelerators from it.";

  private final List<SynthesisRow> units;

  public FeedbackUnitsSection(List<SynthesisRow> rows) {
    this.units = rows.stream().filter(row -> row.module().equals(MODULE)).toList();
  }

  /** Returns the section; a missing file is no reason to lose the page of a long training. */
  public static Element element() {
    try {
      return new FeedbackUnitsSection(SynthesisFile.load(Home.ofProcess(), FpgaFamily.XILINX7))
          .section();
    } catch (InvalidDataException e) {
      return framed(Element.of("p", "Not shown: " + e.getMessage()));
    }
  }

  private static Element framed(Element content) {
    return Element.of("section", Element.of("h2", "Hardware of the feedback units"), content)
        .with("id", "feedback-units");
  }

  /** Returns the section of these rows. */
  public Element section() {
    if (units.isEmpty()) {
      return framed(Element.of("p", "Not shown: no " + MODULE + " was synthesised."));
    }
    HtmlTable table = HtmlTable.of(TITLE, ResourceTable.units("Feedback unit", "Bits"), units);
    String finding = finding();
    ChartFigure figure = new ChartFigure("feedback-units", TITLE, finding, READING, table);
    List<Integer> widths = units.stream().map(FeedbackUnitsSection::bits).distinct().toList();
    for (int i = 0; i < widths.size(); i++) {
      figure.part(widths.get(i) + " bits", "tensor-" + i);
    }
    figure.panel("Look-up tables", bars("luts", finding, widths, FpgaResources::luts));
    figure.panel("Flip-flops", bars("flip-flops", finding, widths, FpgaResources::flipFlops));
    figure.panel("DSP blocks", bars("dsps", finding, widths, FpgaResources::dsps));
    return framed(figure.element());
  }

  private Element bars(
      String name, String finding, List<Integer> widths, ToDoubleFunction<FpgaResources> count) {
    List<StackedBars.Bar> bars = new ArrayList<>();
    for (SynthesisRow unit : units) {
      double value = count.applyAsDouble(unit.resources());
      String what = kind(unit) + ", " + bits(unit) + " bits: " + whole(value);
      bars.add(
          new StackedBars.Bar(
              kind(unit) + ", " + bits(unit) + " bits",
              whole(value),
              List.of(
                  new StackedBars.Segment("tensor-" + widths.indexOf(bits(unit)), value, what))));
    }
    return new StackedBars(
            "units-" + name, TITLE + ", " + name, finding, "count", StackedBars.longest(bars), bars)
        .element();
  }

  private String finding() {
    int widest = units.stream().mapToInt(FeedbackUnitsSection::bits).max().orElseThrow();
    List<SynthesisRow> compared = units.stream().filter(unit -> bits(unit) == widest).toList();
    SynthesisRow least = compared.stream().min(byLuts()).orElseThrow();
    SynthesisRow most = compared.stream().max(byLuts()).orElseThrow();
    return ("At %s bits the smallest unit is %s, %s look-up tables and %s DSP blocks;"
            + " the largest %s, %s and %s.")
        .formatted(
            widest,
            kind(least),
            whole(least.resources().luts()),
            whole(least.resources().dsps()),
            kind(most),
            whole(most.resources().luts()),
            whole(most.resources().dsps()));
  }

  private static Comparator<SynthesisRow> byLuts() {
    return Comparator.comparingDouble(unit -> unit.resources().luts());
  }

  private static String kind(SynthesisRow unit) {
    return ResourceTable.KINDS.get(unit.parameter("Kind"));
  }

  private static int bits(SynthesisRow unit) {
    return unit.parameter("DeltaWidth");
  }

  private static String whole(double count) {
    return Decimals.grouped(Math.round(count));
  }
}
