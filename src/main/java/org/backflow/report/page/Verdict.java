package org.backflow.report.page;

import java.util.List;
import org.backflow.experiment.ComparisonResult;
import org.backflow.report.html.Element;
import org.backflow.report.page.cost.ClaimTable;
import org.backflow.report.verdict.Headline;

/** The first section: what was found, in sentences that hold for any outcome. */
public final class Verdict {

  private Verdict() {}

  public static Element of(ComparisonResult result) {
    Element claim =
        Element.of(
            "li",
            Element.of("strong", "The claim of a factor of 20. "),
            new ClaimTable(result).sentence());
    Element section = Element.of("section", Element.of("h2", "Verdict"));
    List<String> sentences = new Headline(result).sentences();
    section.add(Element.of("p", sentences.get(0)).classed("headline"));
    if (sentences.size() > 1) {
      section.add(
          Element.of("p", String.join(" ", sentences.subList(1, sentences.size())))
              .classed("standing"));
    }
    return section
        .add(
            new VerdictTiles(result).element(),
            Element.of(
                "ul", new AccuracyVerdict(result).items(), new CostVerdict(result).items(), claim))
        .with("id", "verdict");
  }
}
