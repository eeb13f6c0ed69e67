package org.backflow.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element of a page. What is added as text is escaped, so markup comes from elements only; what
 * is written is well-formed XML and valid HTML at once.
 */
public final class Element {

  private static final Set<String> VOID = Set.of("meta", "link", "br", "input");
  private static final Set<String> EMPTY = Set.of("path", "line", "rect", "circle", "polyline");

  private static final Set<String> RAW = Set.of("style", "script");

  /** A line of markup ends after one of these, so that people can read it, too. */
  private static final Set<String> BLOCKS =
      Set.of(
          ("head meta link title style script body header nav main footer section h1 h2 h3 h4 p ul li dl"
                  + " dt dd div figure figcaption details summary table caption thead tbody tr pre"
                  + " svg desc path line rect text")
              .split(" "));

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Object> children = new ArrayList<>();

  private Element(String name) {
    this.name = name;
  }

  /** Returns an element without attributes that holds {@code children}: texts and elements. */
  public static Element of(String name, Object... children) {
    return new Element(name).add(children);
  }

  /** Sets an attribute. */
  public Element with(String attribute, String value) {
    attributes.put(attribute, value);
    return this;
  }

  /** Sets the attribute {@code class}. */
  public Element classed(String names) {
    return with("class", names);
  }

  /** Adds texts and elements, a list of them one after the other. */
  public Element add(Object... more) {
    for (Object child : more) {
      if (child instanceof List<?> list) {
        list.forEach(this::add);
      } else if (child instanceof Element) {
        children.add(child);
      } else {
        children.add(child.toString());
      }
    }
    return this;
  }

  @Override
  public String toString() {
    StringBuilder markup = new StringBuilder();
    write(markup);
    return markup.toString();
  }

  private void write(StringBuilder markup) {
    markup.append('<').append(name);
    attributes.forEach(
        (key, value) ->
            markup.append(' ').append(key).append("=\"").append(escaped(value)).append('"'));
    if (VOID.contains(name) || (children.isEmpty() && EMPTY.contains(name))) {
      markup.append("/>");
    } else {
      markup.append('>');
      writeChildren(markup);
      markup.append("</").append(name).append('>');
    }
    if (BLOCKS.contains(name)) {
      markup.append('\n');
    }
  }

  private void writeChildren(StringBuilder markup) {
    for (Object child : children) {
      if (child instanceof Element element) {
        element.write(markup);
      } else {
        // HTML reads these as they stand, so ours hold nothing that XML would mistake.
        markup.append(RAW.contains(name) ? child : escaped(child.toString()));
      }
    }
  }

  /** Returns {@code text} with the characters replaced that mean something to HTML or XML. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isPrintable(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  /** Returns whether XML 1.0 can hold {@code c}; a surrogate without its partner cannot be held. */
  private static boolean isPrintable(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= ' ' && c < 0x7F)
        || (c >= 0xA0 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
