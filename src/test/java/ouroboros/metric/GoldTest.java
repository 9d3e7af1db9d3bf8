package ouroboros.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoldTest {
  @Test
  void everyMetricIsHeldAgainstANumberMadeElsewhere() {
    Set<String> held =
        new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages(
                    "ouroboros.metric",
                    "ouroboros.mixture",
                    "ouroboros.law",
                    "ouroboros.ngram",
                    "ouroboros.truth")
                .stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Gold.class))
                .map(JavaMethod::reflect)
                .flatMap(method -> Stream.of(method.getAnnotation(Gold.class).value()))
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(held)
        .containsExactlyInAnyOrderElementsOf(
            MetricCatalogue.all().stream().map(Metric::id).collect(Collectors.toSet()));
  }
}
