package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.RunCost;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.OutFolder;

class RunPlanTest {
  private static final RunCost TOO_MUCH = new RunCost("tokens", 2e6, 10, 1e6, 1e30, 0);

  @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream console = new PrintStream(said, true, StandardCharsets.UTF_8);
  private final Experiment experiment =
      SpecFile.read("conf/runs/quickstart.yaml", List.of("replicates=5"));

  @Test
  void theSizeOfTheRunIsSaid() {
    assertThat(RunPlan.size(experiment))
        .isEqualTo("6 cells x 5 replicates x 11 models each = 330 generations");
  }

  @Test
  void everyMemberHasGenerationsOfItsOwn() {
    Experiment members =
        SpecFile.read("conf/runs/quickstart.yaml", List.of("ecosystem={members: 3}"));
    assertThat(RunPlan.size(members))
        .isEqualTo("6 cells (18 members) x 5 replicates x 11 models each = 990 generations");
  }

  @Test
  void aDiskThatIsTooSmallIsRefusedBeforeTheRun() {
    OutFolder out = ExperimentRun.folder(folder.resolve("out").toString());
    assertThatThrownBy(() -> RunPlan.check(experiment, TOO_MUCH, out, console))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("of disk, there is room for")
        .hasMessageContaining("keep: needed");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("cost: 2,000,000 tokens, about 10 s");
  }

  @Test
  void aRunThatGoesOnIsNotRefused() throws IOException {
    OutFolder out = ExperimentRun.folder(folder.resolve("out").toString());
    String cell = experiment.cells().get(0).folder();
    Files.createDirectories(folder.resolve("out/cells").resolve(cell).resolve("r0000"));
    RunPlan.check(experiment, TOO_MUCH, out, console);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("a part of which is there already");
  }
}
