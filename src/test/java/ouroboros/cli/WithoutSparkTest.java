package ouroboros.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

class WithoutSparkTest {
  private static final List<Class<?>> NEEDED =
      List.of(
          Main.class,
          CommandLine.class,
          Yaml.class,
          ObjectMapper.class,
          JsonFactory.class,
          JsonProperty.class,
          RealMatrix.class);

  @Test
  void validateNeedsNeitherSparkNorHadoop() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                "ouroboros.cli.Main",
                "validate",
                "conf/runs/quickstart.yaml")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).startsWith("conf/runs/quickstart.yaml: ok").hasLineCount(1);
    assertThat(process.waitFor()).isZero();
  }

  /** Our classes and what they need where no Spark is started. */
  static String classPath() {
    return NEEDED.stream()
        .map(WithoutSparkTest::source)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String source(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
