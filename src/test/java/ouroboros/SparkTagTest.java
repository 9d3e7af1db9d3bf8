package ouroboros;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tag {@code spark} is on the test classes that start Spark in their JVM, themselves or by a
 * fixture, and on no other: all others run first, without waiting for a session. The tests of
 * {@code faults} have tags of their own.
 */
class SparkTagTest {
  private static final Set<String> STARTS_SPARK =
      Set.of("SparkSession", "SparkContext", "JavaSparkContext", "Session");

  @Test
  void isOnTheTestsThatStartSpark() {
    JavaClasses classes = classesOfTests();
    Set<String> expected = new TreeSet<>();
    Set<String> tagged = new TreeSet<>();
    for (JavaClass each : classes) {
      if (!each.getSimpleName().endsWith("Test") || each.getPackageName().endsWith(".faults")) {
        continue;
      }
      if (startsSpark(each, classes)) {
        expected.add(each.getName());
      }
      if (each.isAnnotatedWith(Tag.class)
          && each.getAnnotationOfType(Tag.class).value().equals("spark")) {
        tagged.add(each.getName());
      }
    }
    assertThat(expected).isNotEmpty();
    assertThat(tagged).isEqualTo(expected);
  }

  /** The classes that they use are not read: their names are enough. */
  private static JavaClasses classesOfTests() {
    return ArchConfiguration.withThreadLocalScope(
        scope -> {
          scope.setResolveMissingDependenciesFromClassPath(false);
          return new ClassFileImporter()
              .withImportOption(new ImportOption.OnlyIncludeTests())
              .importPackages("ouroboros");
        });
  }

  /** Whether it, or a class of the tests that it uses, names a class that starts Spark. */
  private static boolean startsSpark(JavaClass test, JavaClasses classes) {
    Deque<JavaClass> open = new ArrayDeque<>(List.of(test));
    Set<String> seen = new HashSet<>(Set.of(test.getName()));
    while (!open.isEmpty()) {
      for (var dependency : open.remove().getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass();
        if (STARTS_SPARK.contains(target.getSimpleName())
            && target.getPackageName().matches("org[.]apache[.]spark.*|ouroboros[.]spark.*")) {
          return true;
        }
        if (classes.contain(target.getName()) && seen.add(target.getName())) {
          open.add(classes.get(target.getName()));
        }
      }
    }
    return false;
  }
}
