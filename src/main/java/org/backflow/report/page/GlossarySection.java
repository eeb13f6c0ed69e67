package org.backflow.report.page;

import java.util.ArrayList;
import java.util.List;
import org.backflow.figure.Term;
import org.backflow.report.html.Element;
import org.backflow.report.table.Glossary;

/** The words of a report, explained. */
final class GlossarySection {

  private GlossarySection() {}

  static Element element() {
    List<Element> entries = new ArrayList<>();
    for (Glossary.Entry entry : Glossary.get().terms()) {
      Term term = entry.term();
      String name = Character.toUpperCase(term.name().charAt(0)) + term.name().substring(1);
      entries.add(Element.of("dt", term.unit().map(unit -> name + " (" + unit + ")").orElse(name)));
      Element meaning = Element.of("dd", term.meaning());
      term.formula().ifPresent(formula -> meaning.add(" ", Element.of("code", formula)));
      term.source().ifPresent(source -> meaning.add(Element.of("small", " Source: " + source)));
      entries.add(meaning);
    }
    return Element.of("section", Element.of("h2", "Glossary"), Element.of("dl", entries.toArray()))
        .with("id", "glossary");
  }
}
