package org.backflow.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.backflow.files.Sha256;

/**
 * A self-contained page: one style sheet and one script inside, no font, no request. What it holds
 * can be read without the script, which adds downloads, read-outs and motion. The markup is
 * well-formed XML, so any parser can check it.
 */
public final class Page {

  private static final String STYLE_SHEET = "report.css";
  private static final String SCRIPT = "report.js";

  private Page() {}

  /**
   * Returns the page.
   *
   * @param fileStem what the names of downloaded files begin with
   */
  public static String of(String title, String fileStem, List<Element> body) {
    String script = script();
    Element page =
        Element.of(
                "html", head(title, script), Element.of("body", body, Element.of("script", script)))
            .with("lang", "en")
            .with("data-experiment", fileStem);
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private static Element head(String title, String script) {
    return Element.of(
        "head",
        Element.of("meta").with("charset", "UTF-8"),
        Element.of("meta")
            .with("name", "viewport")
            .with("content", "width=device-width, initial-scale=1"),
        Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
        Element.of("meta")
            .with("http-equiv", "Content-Security-Policy")
            .with(
                "content",
                "default-src 'none'; script-src 'sha256-"
                    + hash(script)
                    + "'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
                    + " form-action 'none'"),
        Element.of("link").with("rel", "icon").with("href", "data:,"),
        Element.of("title", title),
        Element.of("style", "\n" + resource(STYLE_SHEET)));
  }

  /** Returns the button by which a reader chooses light or dark; the script shows it. */
  public static Element colours() {
    return Element.of("button", "Colours: automatic")
        .with("type", "button")
        .with("id", "colours")
        .with("hidden", "hidden");
  }

  /** Returns the foot of a page that is the same again for the same {@code source}. */
  public static Element footer(String toolVersion, String source) {
    return Element.of(
        "footer",
        Element.of(
            "p",
            "Written by Backflow %s. The same %s gives this page again, byte for byte."
                .formatted(toolVersion, source)));
  }

  /** Returns the script between marks that XML needs and that are comments to the script. */
  private static String script() {
    return "/*<![CDATA[*/\n" + resource(SCRIPT) + "/*]]>*/";
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /** Returns the hash by which the page permits this script and no other. */
  private static String hash(String script) {
    byte[] digest = Sha256.of(script.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(digest);
  }
}
