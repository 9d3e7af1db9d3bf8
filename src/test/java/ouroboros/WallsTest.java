package ouroboros;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.util.List;

/** The walls between the rooms, as architecture.md draws them. */
@AnalyzeClasses(packages = "ouroboros", importOptions = ImportOption.DoNotIncludeTests.class)
final class WallsTest {

  /** A room and what it may import. A room that is not built yet has its place here. */
  record Room(String name, String... mayImport) {}

  static final List<Room> ROOMS =
      List.of(
          new Room("random"),
          new Room("text", "random"),
          new Room("model", "text", "random"),
          new Room("ngram", "model", "text", "random"),
          new Room("policy", "model", "text", "random"),
          new Room("mixture", "ngram", "model", "text", "random"),
          new Room("metric", "ngram", "mixture", "model", "text", "random"),
          new Room("safeguard", "ngram", "mixture", "model", "text", "random"),
          new Room("truth", "policy", "model", "text", "random"),
          new Room("law", "policy", "metric", "truth", "model", "text", "random"),
          new Room("experiment", below()),
          new Room("report", aboveExperiment()),
          new Room("spark", aboveExperiment()),
          new Room("cli", everything()));

  private static String[] below() {
    return new String[] {
      "policy", "safeguard", "law", "metric", "mixture", "ngram", "truth", "model", "text", "random"
    };
  }

  private static String[] aboveExperiment() {
    return with(below(), "experiment");
  }

  private static String[] everything() {
    return with(aboveExperiment(), "report", "spark");
  }

  private static String[] with(String[] rooms, String... more) {
    return java.util.stream.Stream.of(rooms, more)
        .flatMap(java.util.stream.Stream::of)
        .toArray(String[]::new);
  }

  @ArchTest static final ArchRule importsPointDownOnly = walls();

  private static ArchRule walls() {
    Architectures.LayeredArchitecture walls =
        Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (Room room : ROOMS) {
      walls = walls.optionalLayer(room.name()).definedBy("ouroboros." + room.name() + "..");
    }
    for (Room room : ROOMS) {
      walls =
          room.mayImport().length == 0
              ? walls.whereLayer(room.name()).mayNotAccessAnyLayer()
              : walls.whereLayer(room.name()).mayOnlyAccessLayers(room.mayImport());
    }
    return walls;
  }

  @ArchTest
  static final ArchRule everyClassLivesInARoom =
      classes()
          .that()
          .resideInAPackage("ouroboros..")
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .resideInAnyPackage(
              ROOMS.stream().map(room -> "ouroboros." + room.name()).toArray(String[]::new));

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching("ouroboros.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlySparkImportsSpark =
      noClasses()
          .that()
          .resideOutsideOfPackage("ouroboros.spark..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.spark..", "scala.."));

  @ArchTest
  static final ArchRule onlyExperimentAndSparkImportHadoop =
      noClasses()
          .that()
          .resideOutsideOfPackages("ouroboros.spark..", "ouroboros.experiment..")
          .should()
          .dependOnClassesThat(resideInAPackage("org.apache.hadoop.."));

  @ArchTest
  static final ArchRule onlyCliImportsPicocli =
      noClasses()
          .that()
          .resideOutsideOfPackage("ouroboros.cli..")
          .should()
          .dependOnClassesThat(resideInAPackage("picocli.."));
}
