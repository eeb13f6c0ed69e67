package org.backflow.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.backflow.validation.Check;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

final class JUnitXmlTest {

  @Test
  void text_passedAndFailedChecks_isWellFormedAndCountsThem() throws Exception {
    List<Check> checks =
        List.of(
            new Check("backprop", "forward.1", List.of()),
            new Check("one-hot", "update.1", List.of("cosine < 0.9 & \"low\"", "other")));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(JUnitXml.text("backflow.verify.x", checks))));
    Element suite = document.getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    Element failed = (Element) suite.getElementsByTagName("testcase").item(1);
    assertThat(failed.getAttribute("classname")).isEqualTo("backflow.verify.x.one-hot");
    Element failure = (Element) failed.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("cosine < 0.9 & \"low\"");
    assertThat(failure.getTextContent()).isEqualTo("cosine < 0.9 & \"low\"\nother");
  }
}
