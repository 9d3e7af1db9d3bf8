package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With maximum likelihood the vocabulary shrinks as the law says, on the bundled corpus.
 *
 * <p>Two replicates of 40,000 sentences: the mean retention has a standard deviation below 0.002,
 * so that 0.01 is passed by chance less often than once in 10^6.
 */
class LawOfRetentionTest {
  private static final double WITHIN = 0.01;
  private static final int LAST = 4;

  @TempDir static Path folder;
  private static Path out;

  @BeforeAll
  static void run() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("law.yaml"),
            """
            name: law
            seed: 11
            corpus: {source: "bundled:strata"}
            family: {kind: ngram, order: 1, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 4
            replicates: 2
            metrics: [vocabulary-retention]
            metric-order: 1
            evaluation: {order: 1, every: 4}
            sweep:
              policy:
                - {kind: replace}
                - {kind: accumulate}
                - {kind: anchor, real: {share: 0.2}}
                - {kind: window, last: 2}
                - {kind: decay, half-life: 1.5}
                - {kind: partial, share: 0.4}
                - {kind: growing, factor: 1.2}
                - {kind: contaminated, schedule: [0.5, 1.0]}
                - {kind: frozen}
              family.order: [1, 2, 3]
              exclude:
                - {policy.kind: anchor, family.order: 1}
                - {policy.kind: anchor, family.order: 3}
                - {policy.kind: window, family.order: 1}
                - {policy.kind: window, family.order: 2}
                - {policy.kind: decay, family.order: 1}
                - {policy.kind: decay, family.order: 3}
                - {policy.kind: partial, family.order: 1}
                - {policy.kind: partial, family.order: 3}
                - {policy.kind: growing, family.order: 1}
                - {policy.kind: growing, family.order: 2}
                - {policy.kind: contaminated, family.order: 1}
                - {policy.kind: contaminated, family.order: 3}
                - {policy.kind: frozen, family.order: 1}
                - {policy.kind: frozen, family.order: 2}
            """);
    out = folder.resolve("law");
    Runs.run(Runs.session("local[2]", Map.of()), spec, out);
  }

  @AfterAll
  static void stop() {
    Runs.stop();
  }

  @Test
  void vocabularyRetentionAgreesWithItsForecast() throws IOException {
    Map<String, Double> far = new TreeMap<>();
    int compared = 0;
    for (Map<String, String> row : Runs.rows(out.resolve("summary.csv"))) {
      if (row.get("metric").equals("vocabulary-retention")
          && row.get("subject").equals("synthetic")
          && row.get("scope").equals("all")) {
        double mean = Double.parseDouble(row.get("mean"));
        double expected = Double.parseDouble(row.get("expected"));
        compared++;
        if (!(Math.abs(mean - expected) <= WITHIN)) {
          far.put(row.get("cell") + " generation " + row.get("generation"), mean - expected);
        }
      }
    }
    assertThat(compared).isEqualTo(13 * LAST);
    assertThat(far).isEmpty();
  }
}
