package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.spark.Runs;

/** Populations and sentences at a size where both are possible, and kills of populations. */
@Tag("faults")
class PopulationsTest {
  private static final int KILLS = 4;

  @TempDir static Path folder;

  @AfterAll
  static void end() {
    Runs.end();
  }

  /**
   * A million sentences under both backends, four replicates each. The two means differ by less
   * than 6 standard errors (4 replicates, so at least .0005 is allowed): with 8 comparisons a false
   * alarm has a probability of about 1e-3, as t with 6 degrees of freedom.
   */
  @Test
  void aMillionSentencesRetainAsMuchUnderBothBackends() throws Exception {
    Path text = Files.write(folder.resolve("million.jsonl"), Workload.corpus(folder));
    Path spec =
        Workload.spec(
            folder.resolve("million.yaml"),
            text.toString(),
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            size: 1000000
            generations: 2
            replicates: 4
            metrics: [retention-n, types-n]
            metric-order: 2
            evaluation: {order: 2, every: 2}
            keep-replicates: true
            sweep: {sampling.backend: [sentences, population]}
            """);
    Path out = folder.resolve("million");
    try (LocalRuns runs = LocalRuns.open(Map.of())) {
      runs.run(spec, out);
    }
    Map<String, SummaryStatistics> values = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      if (row.get("subject").equals("synthetic") && !row.get("metric").startsWith("types")) {
        String key = row.get("metric") + " " + row.get("generation") + " " + row.get("cell");
        values
            .computeIfAbsent(key, k -> new SummaryStatistics())
            .addValue(Double.parseDouble(row.get("value")));
      }
    }
    List<String> populations = new ArrayList<>();
    for (String key : values.keySet()) {
      if (key.endsWith("population")) {
        populations.add(key);
        SummaryStatistics a = values.get(key);
        SummaryStatistics b = values.get(key.replace("population", "sentences"));
        double error = Math.sqrt((a.getVariance() + b.getVariance()) / 4);
        assertThat(a.getMean()).as(key).isCloseTo(b.getMean(), within(6 * error + 5e-4));
      }
    }
    assertThat(populations).hasSize(4);
  }

  @Test
  void killedInsideAPopulationItGoesOnToTheSameTables() throws Exception {
    Distribution spark = Distribution.installed();
    Path text = Files.write(folder.resolve("killed.jsonl"), Workload.corpus(folder));
    Path spec =
        Workload.spec(
            folder.resolve("killed.yaml"),
            text.toString(),
            """
            family: {kind: ngram, order: 3, smoothing: {kind: none}}
            size: 1000000000000
            generations: 3
            replicates: 2
            sampling: {backend: population}
            sweep: {policy: [{kind: replace}, {kind: accumulate}]}
            """);
    Path undisturbed = folder.resolve("undisturbed");
    Path log = folder.resolve("undisturbed.log");
    assertThat(start(spark, spec, undisturbed, log).waitFor()).as(Files.readString(log)).isZero();
    Map<String, String> expected = LocalRuns.trial(undisturbed).hashes();
    Path out = folder.resolve("killed");
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start(spark, spec, out, folder.resolve("log-" + kill));
      while (process.isAlive() && sealed(out) <= 4 * kill) {
        Thread.sleep(5);
      }
      process.destroyForcibly().waitFor();
    }
    Path last = folder.resolve("log-last");
    assertThat(start(spark, spec, out, last).waitFor()).as(Files.readString(last)).isZero();
    assertThat(LocalRuns.trial(out).hashes()).isEqualTo(expected);
  }

  private static int sealed(Path out) throws Exception {
    return Files.exists(out) ? LocalRuns.trial(out).named("manifest-.*").size() : 0;
  }

  private static Process start(Distribution spark, Path spec, Path out, Path log) throws Exception {
    return spark.submit(
        log,
        Path.of("conf/spark/local.conf"),
        Map.of("spark.master", "local[2]", "spark.driver.memory", "1g"),
        "run",
        spec.toString(),
        "--out",
        out.toString());
  }
}
