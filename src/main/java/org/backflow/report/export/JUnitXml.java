package org.backflow.report.export;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.backflow.report.output.OutputException;
import org.backflow.report.output.OutputFile;
import org.backflow.validation.Check;

/** Checks as test cases in the XML that JUnit writes and every CI server shows. */
public final class JUnitXml {

  private JUnitXml() {}

  /**
   * Writes one test case per check.
   *
   * @param suite the name of the test suite
   * @throws OutputException when the file cannot be written
   */
  public static void write(Path file, String suite, List<Check> checks) {
    OutputFile.writeNamed(file, text(suite, checks));
  }

  static String text(String suite, List<Check> checks) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", suite);
      xml.writeAttribute("tests", Integer.toString(checks.size()));
      xml.writeAttribute(
          "failures", Long.toString(checks.stream().filter(check -> !check.passed()).count()));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", "0");
      for (Check check : checks) {
        write(xml, suite, check);
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new AssertionError("a string takes whatever is written to it", impossible);
    }
    return text.toString();
  }

  private static void write(XMLStreamWriter xml, String suite, Check check)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", suite + "." + check.scheme());
    xml.writeAttribute("name", check.subject());
    if (!check.passed()) {
      xml.writeCharacters("\n    ");
      xml.writeStartElement("failure");
      xml.writeAttribute("message", check.failures().get(0));
      xml.writeCharacters(String.join("\n", check.failures()));
      xml.writeEndElement();
      xml.writeCharacters("\n  ");
    }
    xml.writeEndElement();
  }
}
