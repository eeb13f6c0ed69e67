package org.backflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backflow.cli.Main;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/architecture.md and its picture to the rows of {@link HouseTest} and to what the
 * packages say of themselves. With {@code -Dwrite} it writes both instead.
 */
class ArchitecturePageTest {
  private static final Path PAGE = Path.of("docs/architecture.md");
  private static final Path PICTURE = Path.of("docs/rooms.svg");
  private static final Path SOURCES = Path.of("src/main/java/org/backflow");
  private static final String BEGIN = "<!-- rooms -->\n";
  private static final String END = "<!-- /rooms -->";

  private static final int WIDTH = 1000;
  private static final int GAP = 10;
  private static final int ROW_HEIGHT = 58;

  /** {@code 3. **plan**: ...} of the life of a step. */
  private static final Pattern STATION =
      Pattern.compile("^(\\d+)\\. \\*\\*(\\w+)\\*\\*", Pattern.MULTILINE);

  @Test
  void page_showsEveryRoom_withItsFirstSentence() throws IOException {
    String page = Files.readString(PAGE);
    String expected =
        page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
            + table()
            + page.substring(page.indexOf(END));
    holdOrWrite(PAGE, expected);
  }

  @Test
  void picture_showsTheRows_withTheStationsOfAStep() throws IOException {
    holdOrWrite(PICTURE, picture(stations(Files.readString(PAGE))));
  }

  @Test
  void page_namesOnlyClassesThatThereAre() throws IOException {
    Set<String> classes = new TreeSet<>(List.of("HouseTest", "ArchitecturePageTest"));
    new ClassFileImporter()
        .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation())
        .forEach((JavaClass type) -> classes.add(type.getSimpleName()));
    Matcher name = Pattern.compile("`([A-Z]\\w+)`").matcher(Files.readString(PAGE));
    List<String> named = name.results().map(found -> found.group(1)).toList();
    assertThat(named).isNotEmpty();
    assertThat(classes).containsAll(named);
  }

  private static void holdOrWrite(Path file, String expected) throws IOException {
    if (System.getProperty("write") != null) {
      Files.writeString(file, expected);
    }
    assertThat(file)
        .as("%s, which mvn test -Dtest=ArchitecturePageTest -Dwrite writes", file)
        .content()
        .isEqualTo(expected);
  }

  /** Returns the number of a room in the life of a step, by room. */
  private static Map<String, String> stations(String page) {
    Map<String, String> stations = new TreeMap<>();
    Matcher station = STATION.matcher(page);
    while (station.find()) {
      stations.put(station.group(2), station.group(1));
    }
    assertThat(stations).isNotEmpty();
    return stations;
  }

  private static String table() throws IOException {
    StringBuilder table = new StringBuilder("| room | what it holds |\n|---|---|\n");
    for (Set<String> row : topRowFirst()) {
      for (String room : new TreeSet<>(row)) {
        table.append("| **%s** | %s |\n".formatted(room, sentence(room)));
        for (Path inner : innerRooms(room)) {
          String name = SOURCES.relativize(inner).toString().replace('/', '.');
          table.append("| %s | %s |\n".formatted(name, firstSentence(inner)));
        }
      }
    }
    return table.toString();
  }

  private static List<Set<String>> topRowFirst() {
    List<Set<String>> rows = new ArrayList<>(HouseTest.ROWS);
    Collections.reverse(rows);
    return rows;
  }

  private static List<Path> innerRooms(String room) throws IOException {
    try (Stream<Path> found = Files.walk(SOURCES.resolve(room))) {
      return found
          .filter(path -> !path.equals(SOURCES.resolve(room)) && Files.isDirectory(path))
          .sorted()
          .toList();
    }
  }

  /** Returns what a room says of itself; one without classes of its own names those inside. */
  private static String sentence(String room) throws IOException {
    Path folder = SOURCES.resolve(room);
    if (Files.exists(folder.resolve("package-info.java"))) {
      return firstSentence(folder);
    }
    List<String> inside =
        innerRooms(room).stream().map(inner -> inner.getFileName().toString()).toList();
    return "Holds " + String.join(" and ", inside) + ".";
  }

  /** Returns the first sentence of what a package says of itself, as text of Markdown. */
  private static String firstSentence(Path room) throws IOException {
    String source = Files.readString(room.resolve("package-info.java"));
    String comment =
        source
            .substring(source.indexOf("/**") + 3, source.indexOf("*/"))
            .replaceAll("\n \\* ?", " ")
            .replaceAll("<p>.*", "")
            .replaceAll("\\{@link org\\.backflow[\\w.]*\\.(\\w+)}", "`$1`")
            .replaceAll("\\{@code ([^}]*)}", "`$1`")
            .replaceAll("\\s+", " ")
            .strip();
    int end = comment.indexOf(". ");
    return end < 0 ? comment : comment.substring(0, end + 1);
  }

  private static String picture(Map<String, String> stations) throws IOException {
    List<Set<String>> rows = topRowFirst();
    int height = rows.size() * (ROW_HEIGHT + GAP) + GAP;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="sans-serif">
        <title>The packages of Backflow in rows: each uses only rows below its own</title>
        <rect width="%d" height="%d" fill="#ffffff"/>
        """
            .formatted(WIDTH, height, WIDTH, height));
    int y = GAP;
    for (Set<String> row : rows) {
      int width = (WIDTH - GAP) / row.size() - GAP;
      int x = GAP;
      for (String room : new TreeSet<>(row)) {
        box(svg, room, stations.get(room), x, y, width);
        x += width + GAP;
      }
      y += ROW_HEIGHT + GAP;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void box(StringBuilder svg, String room, String station, int x, int y, int width)
      throws IOException {
    svg.append(
        """
        <rect x="%d" y="%d" width="%d" height="%d" rx="6" fill="%s" stroke="#5b6b7b"/>
        <text x="%d" y="%d" text-anchor="middle" font-size="17" font-weight="bold" fill="#17222c">%s</text>
        """
            .formatted(
                x,
                y,
                width,
                ROW_HEIGHT,
                station == null ? "#f4f6f8" : "#e3eefb",
                x + width / 2,
                y + 25,
                room));
    String inner =
        String.join(
            " · ",
            innerRooms(room).stream()
                .filter(path -> path.getParent().equals(SOURCES.resolve(room)))
                .map(path -> path.getFileName().toString())
                .toList());
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-size=\"13\" fill=\"#3b4a58\">%s</text>\n"
            .formatted(x + width / 2, y + 45, inner));
    if (station != null) {
      svg.append(
          """
          <circle cx="%d" cy="%d" r="12" fill="#1f5fa8"/>
          <text x="%d" y="%d" text-anchor="middle" font-size="13" fill="#ffffff">%s</text>
          """
              .formatted(x + 20, y + 20, x + 20, y + 25, station));
    }
  }
}
