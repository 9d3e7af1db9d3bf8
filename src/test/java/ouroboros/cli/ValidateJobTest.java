package ouroboros.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/validate} as a person runs it: the shell, this machine's Java, our classes. */
class ValidateJobTest {
  @TempDir Path folder;
  private LaunchProject project;

  @BeforeEach
  void project() throws IOException {
    project = LaunchProject.in(folder.resolve("a house")).built();
    project.realJava(WithoutSparkTest.classPath());
  }

  @Test
  void namesFiveMistakesWithTheirLines() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("five mistakes.yaml"),
            """
            name: Five Mistakes
            seed: 42
            corpus: {source: bundled:strata, min-count: 0}
            family: {kind: ngramm}
            policy: {kind: anchor, real: 0.1}
            generations: 10
            replicatse: 3
            """);
    LaunchProject.Ended run = project.job("validate", spec.toString());
    assertThat(run.code()).isEqualTo(Main.Exit.WRONG_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.said().lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith(spec + ":1: name"),
            line -> assertThat(line).startsWith(spec + ":3: corpus.min-count"),
            line -> assertThat(line).startsWith(spec + ":4: family.kind"),
            line -> assertThat(line).startsWith(spec + ":5: policy.real"),
            line -> assertThat(line).startsWith(spec + ":7: replicatse"));
  }

  @Test
  void theQuickstartIsRight() throws Exception {
    String spec = Path.of("conf/runs/quickstart.yaml").toAbsolutePath().toString();
    LaunchProject.Ended run = project.job("validate", spec);
    assertThat(run.said()).isEmpty();
    assertThat(run.out()).startsWith(spec + ": ok, 6 cells x 5 replicates");
    assertThat(run.code()).isZero();
  }
}
