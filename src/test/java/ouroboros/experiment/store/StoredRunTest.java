package ouroboros.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.config.SpecFile;

class StoredRunTest {
  @TempDir private Path folder;

  /** An alarm needs its metric, also where that is none of the default ones. */
  @Test
  void aCellAloneMeasuresWhatItsAlarmsWatch() throws IOException {
    OutFolder out = new OutFolder(FileSystem.getLocal(new Configuration()), folder + "/out");
    out.claim(
        SpecFile.parse(
            "x.yaml",
            """
            name: x
            seed: 1
            corpus: {source: bundled:strata}
            family: {kind: ngram, order: 1}
            generations: 2
            metrics: [psi, kl-1]
            safeguards:
              - {kind: alarm, metric: psi, chart: psi}
              - {kind: alarm, metric: kl-1, chart: cusum}
              - {kind: alarm, metric: kl-1, chart: ewma}
            sweep: {policy: [{kind: replace}, {kind: accumulate}]}
            """,
            List.of()));
    Experiment alone = StoredRun.open(out).experiment("policy=replace");
    assertThat(alone.cells()).hasSize(1);
    assertThat(alone.cells().get(0).safeguards().alarms()).hasSize(3);
  }
}
