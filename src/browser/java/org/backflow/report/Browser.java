package org.backflow.report;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;

/**
 * Chromium without a window. The system properties {@code chromium} and {@code chromedriver} name
 * the programs.
 */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ChromeDriver driver;
  private final Path downloads;

  Browser(Path downloads) {
    this.downloads = downloads;
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium"));
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu");
    options.setExperimentalOption(
        "prefs",
        Map.of(
            "download.default_directory",
            downloads.toString(),
            "profile.default_content_setting_values.automatic_downloads",
            1));
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(program("chromedriver")))
            .build();
    driver = new ChromeDriver(service, options);
  }

  private static String program(String name) {
    String path = System.getProperty(name, "");
    if (path.isEmpty()) {
      throw new AssertionError("-D" + name + "=FILE is missing; see part report of ./check");
    }
    return path;
  }

  /** Opens a page at a width in pixels, as on paper is false. */
  void open(Path page, int width) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    media("screen", "light", false);
    driver.get(page.toUri().toString());
  }

  /** Makes the page believe in a medium and in what the reader prefers. */
  void media(String medium, String colours, boolean lessMotion) {
    command(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            medium,
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", colours),
                Map.of(
                    "name",
                    "prefers-reduced-motion",
                    "value",
                    lessMotion ? "reduce" : "no-preference"))));
  }

  private void command(String name, Map<String, Object> parameters) {
    driver.executeCdpCommand(name, parameters);
  }

  /** Runs a function body of JavaScript in the page and returns what it returns. */
  Object run(String script) {
    return driver.executeScript(script);
  }

  /** Runs a function body that returns a list of complaints. */
  List<String> complaints(String script) {
    List<String> found = new ArrayList<>();
    ((List<?>) run(script)).forEach(each -> found.add(String.valueOf(each)));
    return found;
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Waits until a function body returns true. */
  void await(String script) {
    new FluentWait<>(this)
        .withTimeout(PATIENCE)
        .pollingEvery(Duration.ofMillis(50))
        .withMessage(script)
        .until(browser -> Boolean.TRUE.equals(browser.run(script)));
  }

  /** Returns a file once it is downloaded whole. */
  Path downloaded(String name) {
    Path file = downloads.resolve(name);
    new FluentWait<>(file)
        .withTimeout(PATIENCE)
        .pollingEvery(Duration.ofMillis(50))
        .withMessage("no download " + name)
        .until(Browser::isWhole);
    return file;
  }

  private static boolean isWhole(Path file) {
    try {
      return Files.exists(file) && Files.size(file) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what the console has said since it was last asked. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Returns the protocol's messages about requests since they were last asked for. */
  List<String> requests() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
