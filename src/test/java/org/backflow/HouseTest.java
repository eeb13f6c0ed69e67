package org.backflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.backflow.cli.Main;
import org.junit.jupiter.api.Test;

/** Keeps the house in order: which package may use which, and what a source file may look like. */
class HouseTest {
  static final String ROOT = "org.backflow";

  /**
   * The packages from the bottom row upwards, as docs/architecture.md shows them. Each uses only
   * rows below its own, so the packages of one row do not know each other. A package that does not
   * exist yet may stand here; one that does not stand here may not exist.
   */
  static final List<Set<String>> ROWS =
      List.of(
          Set.of("configuration", "parallel", "statistics"),
          Set.of("files"),
          Set.of("random"),
          Set.of("data"),
          Set.of("fixedpoint", "network"),
          Set.of("function"),
          Set.of("feedback"),
          Set.of("plan"),
          Set.of("layer", "quantized", "reference"),
          Set.of("execution"),
          Set.of("accelerator", "training"),
          Set.of("foreign"),
          Set.of("experiment"),
          Set.of("figure"),
          Set.of("audit", "sweep", "validation"),
          Set.of("cosim"),
          Set.of("report"),
          Set.of("cli"));

  private static final int MOST_LINES = 600;
  private static final Pattern CODE =
      Pattern.compile("(.*\\.(java|sv|svh|v|sh|py|tcl|js|css))|[^.]+");

  /** In two parts each, since this file is searched too. */
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  /** What is compiled to the place of the product, whatever the build calls it; no tests. */
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void packages_inTheProduct_allHaveARow() {
    assertThat(PRODUCT)
        .isNotEmpty()
        .allSatisfy(
            type ->
                assertThat(row(type))
                    .as("row of %s in HouseTest.ROWS", type.getName())
                    .isNotNegative());
  }

  @Test
  void packages_useOnlyRowsBelow() {
    classes().should(useOnlyRowsBelow()).check(PRODUCT);
  }

  @Test
  void packages_haveNoCycles() {
    slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void packages_areNounsOfTheDomain() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..helper..", "..helpers..", "..misc..")
        .check(PRODUCT);
  }

  /** A name then means one thing, and no reader has to look at the imports. */
  @Test
  void types_ofTheProduct_haveNamesOfTheirOwn() {
    Map<String, List<String>> byName =
        PRODUCT.stream()
            .filter(type -> !type.isNestedClass())
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    Collectors.mapping(JavaClass::getName, Collectors.toList())));
    assertThat(byName).isNotEmpty();
    assertThat(byName.values().stream().filter(types -> types.size() > 1)).isEmpty();
  }

  /** A new kind of operation is then named by the compiler in every reader of the plan. */
  @Test
  void operations_areToldApartByVisitorsOnly() {
    noClasses().should(askForAKindOfOperation()).check(PRODUCT);
  }

  private static ArchCondition<JavaClass> askForAKindOfOperation() {
    return new ArchCondition<>("ask by instanceof which kind of operation of a plan it is given") {
      @Override
      public void check(JavaClass reader, ConditionEvents events) {
        for (InstanceofCheck question : reader.getInstanceofChecks()) {
          boolean asked = question.getRawType().isAssignableTo(ROOT + ".plan.Operation");
          events.add(
              new SimpleConditionEvent(reader, asked, question.getSourceCodeLocation().toString()));
        }
      }
    };
  }

  @Test
  void counts_areNeverSummedPastTheirLimit() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".plan..", ROOT + ".foreign..", ROOT + ".accelerator..", ROOT + ".audit..")
        .should()
        .callMethod(LongStream.class, "sum")
        .because("a sum that wraps is silent; reduce(0, Count::sum) refuses it")
        .check(PRODUCT);
  }

  @Test
  void picocli_isKnownToTheCommandLineOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void standardStreams_belongToCommandLineAndReport() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".cli..", ROOT + ".report..")
        .should(ACCESS_STANDARD_STREAMS)
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void packages_areIntroducedByAPackageInfo() throws IOException {
    List<Path> packages;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      packages =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .distinct()
              .toList();
    }
    assertThat(packages)
        .isNotEmpty()
        .allSatisfy(
            directory ->
                assertThat(directory.resolve("package-info.java"))
                    .as("introduction of %s", directory)
                    .content()
                    .startsWith("/**"));
  }

  @Test
  void sourceFiles_stayShort() throws IOException {
    assertThat(sourceFiles())
        .allSatisfy(
            file ->
                assertThat(Files.readAllLines(file))
                    .as("lines of %s", file)
                    .hasSizeLessThanOrEqualTo(MOST_LINES));
  }

  @Test
  void sourceFiles_leaveNothingUnfinished() throws IOException {
    assertThat(sourceFiles())
        .allSatisfy(
            file -> assertThat(file).as("%s", file).content().doesNotContainPattern(UNFINISHED));
  }

  /** Returns the code of the project, wherever it stands; never empty. */
  private static List<Path> sourceFiles() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String root : List.of("src", "hdl-ref", ".ci", "backflow", "check")) {
      if (Files.exists(Path.of(root))) {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
          files
              .filter(Files::isRegularFile)
              .filter(file -> CODE.matcher(file.getFileName().toString()).matches())
              .forEach(found::add);
        }
      }
    }
    assertThat(found).isNotEmpty();
    return found;
  }

  private static ArchCondition<JavaClass> useOnlyRowsBelow() {
    return new ArchCondition<>("use only packages of rows below their own") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
          JavaClass used = dependency.getTargetClass().getBaseComponentType();
          boolean foreign =
              used.getPackageName().startsWith(ROOT) && !component(used).equals(component(user));
          if (foreign && row(used) >= row(user)) {
            events.add(SimpleConditionEvent.violated(user, dependency.getDescription()));
          }
        }
      }
    };
  }

  /** Returns the row of a type's package, counted from the bottom, or -1 if it has none. */
  private static int row(JavaClass type) {
    for (int row = 0; row < ROWS.size(); row++) {
      if (ROWS.get(row).contains(component(type))) {
        return row;
      }
    }
    return -1;
  }

  /**
   * Returns the first name after the root package: {@code plan} for {@code org.backflow.plan.x}.
   */
  private static String component(JavaClass type) {
    String below = type.getPackageName().substring(ROOT.length());
    return below.isEmpty() ? "" : below.substring(1).split("\\.", 2)[0];
  }
}
