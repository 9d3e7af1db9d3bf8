package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged jar contains nothing that an installed Spark has already. */
@Tag("cluster")
class JarTest {
  /** Our packages, and those that we ship. */
  private static final List<String> PACKAGES =
      List.of(
          "ouroboros/",
          "com/fasterxml/jackson/dataformat/yaml/",
          "org/yaml/snakeyaml/",
          "org/apache/commons/rng/",
          "org/jspecify/annotations/",
          "picocli/");

  @Test
  void theJarHoldsNoClassOfSparkAndNoSecondJackson() throws IOException {
    try (ZipFile jar = new ZipFile(Distribution.packaged().toFile())) {
      List<String> classes =
          jar.stream()
              .map(entry -> entry.getName().replaceFirst("^META-INF/versions/\\d+/", ""))
              .filter(name -> name.endsWith(".class"))
              .toList();
      assertThat(classes)
          .contains("ouroboros/cli/Main.class")
          .noneMatch(name -> name.startsWith("com/fasterxml/jackson/core/"))
          .allMatch(name -> PACKAGES.stream().anyMatch(name::startsWith));
    }
  }
}
