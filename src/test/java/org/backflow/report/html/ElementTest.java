package org.backflow.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ElementTest {

  @Test
  void text_isEscaped_inContentAndInAttributes() {
    assertThat(Element.of("b", "1 < 2 & \"3\"").with("title", "a'b>c"))
        .hasToString("<b title=\"a&#39;b&gt;c\">1 &lt; 2 &amp; &quot;3&quot;</b>");
  }

  @Test
  void characters_thatXmlCannotHold_areReplaced() {
    assertThat(Element.escaped("a\u0000b\u001bc\ud800d\u0085e\uffff"))
        .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ufffd");
    assertThat(Element.escaped("tab\tline\nδ 😀")).isEqualTo("tab\tline\nδ 😀");
  }

  @Test
  void children_areWrittenInTheirOrder_listsOneAfterTheOther() {
    assertThat(Element.of("i", "a", List.of(Element.of("b", "c"), "d"), "e"))
        .hasToString("<i>a<b>c</b>de</i>");
  }

  @Test
  void elements_withoutContent_areClosedAsHtmlWantsIt() {
    assertThat(Element.of("br")).hasToString("<br/>");
    assertThat(Element.of("i")).hasToString("<i></i>");
  }
}
