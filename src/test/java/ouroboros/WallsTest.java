package ouroboros;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** The walls between the rooms, as architecture.md draws them; the table is {@link Rooms}. */
@AnalyzeClasses(packages = "ouroboros", importOptions = ImportOption.DoNotIncludeTests.class)
final class WallsTest {

  @ArchTest
  static final ArchRule importsPointDownOnly =
      classes().that().resideInAPackage("ouroboros..").should(dependOnAllowedRoomsOnly());

  private static ArchCondition<JavaClass> dependOnAllowedRoomsOnly() {
    return new ArchCondition<>("depend on rooms that the table allows") {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        from.getDirectDependenciesFromSelf().stream()
            .filter(each -> each.getTargetClass().getPackageName().startsWith("ouroboros"))
            .filter(
                each ->
                    !Rooms.mayImport(from.getPackageName(), each.getTargetClass().getPackageName()))
            .forEach(
                each -> events.add(SimpleConditionEvent.violated(from, each.getDescription())));
      }
    };
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
              Rooms.names().stream().map(room -> "ouroboros." + room).toArray(String[]::new));

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().assignedFrom(packages()).should().beFreeOfCycles();

  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass each) {
        return each.getPackageName().startsWith("ouroboros")
            ? SliceIdentifier.of(each.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "every package";
      }
    };
  }

  @ArchTest
  static final ArchRule onlySparkAndTheLibraryImportSpark =
      noClasses()
          .that()
          .resideOutsideOfPackages("ouroboros.spark..", "ouroboros.library")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.spark..", "scala.."));

  @ArchTest
  static final ArchRule onlyTheStoreAndSparkImportHadoop =
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
