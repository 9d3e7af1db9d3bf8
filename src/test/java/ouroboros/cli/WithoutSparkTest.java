package ouroboros.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WithoutSparkTest {
  private static final List<String> NEEDED =
      List.of("jackson-", "snakeyaml-", "picocli-", "jspecify-");

  @Test
  void validateNeedsNeitherSparkNorHadoop() throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(WithoutSparkTest::needed)
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "ouroboros.cli.Main",
                "validate",
                "conf/runs/quickstart.yaml")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).startsWith("conf/runs/quickstart.yaml: ok").hasLineCount(1);
    assertThat(process.waitFor()).isZero();
  }

  private static boolean needed(String entry) {
    String name = Path.of(entry).getFileName().toString();
    return !name.endsWith(".jar") || NEEDED.stream().anyMatch(name::startsWith);
  }
}
