package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under every policy, as much of R's types is left as the law says, on the bundled corpus: types by
 * sentences of R and slices of the reserve, drawn text by trigrams and by single words.
 *
 * <p>A mean over four replicates differs from its forecast by chance and by a bias: drawn text is
 * treated as if no two occurrences of a type shared a sentence. Over four seeds, 11 to 14, a
 * replicate's standard deviation is at most .0055 (retention) and .0007 (lost mass) in any cell,
 * and a cell's mean gap at most .002 and .0003. The bound is that bias plus 4.72 standard errors of
 * a mean: at any seed, were all means normal, one of the 414 comparisons fails by chance with a
 * probability of at most 1e-3. Where only the reserve decides, there is no chance: the forecast
 * must equal the count.
 */
@Tag("spark")
class LawOfRetentionTest {
  private static final int REPLICATES = 4;

  /** 414 comparisons, two-sided, 1e-3 for all together: the normal quantile of 1 - 1.2e-6. */
  private static final double STANDARD_ERRORS = 4.72;

  private static final Map<String, Double> WITHIN =
      Map.of("vocabulary-retention", within(.0055, .002), "lost-mass-1", within(.0007, .0003));

  /** The means of {@code fresh-disjoint} are those of four slices out of five, which differ. */
  private static final Map<String, Double> WITHIN_SLICES =
      Map.of("vocabulary-retention", within(.03, .002), "lost-mass-1", within(.01, .0003));

  private static final double ROUNDING = 1e-12;
  private static final int LAST = 4;

  private static double within(double sd, double bias) {
    return bias + STANDARD_ERRORS * sd / Math.sqrt(REPLICATES);
  }

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
            corpus:
              source: "bundled:strata"
              split: {real: 0.14, reserve: 0.7, guard: 0.06, test: 0.1}
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 4
            replicates: 4
            metrics: [vocabulary-retention, lost-mass-n]
            metric-order: 1
            evaluation: {order: 1, every: 4}
            sweep:
              policy:
                - {kind: replace}
                - {kind: accumulate}
                - {kind: accumulate-subsample, size: {share: 0.8}}
                - {kind: anchor, real: {share: 0.2}}
                - {kind: fresh, real: {share: 0.3}}
                - {kind: mixture, real-share: 0.4}
                - {kind: weighted, real: {share: 0.5}, real-weight: 0.3}
                - {kind: window, last: 2}
                - {kind: decay, half-life: 1.5}
                - {kind: partial, share: 0.4}
                - {kind: growing, factor: 1.2}
                - {kind: contaminated, schedule: [0.5, 0.2, 1.0]}
                - {kind: contaminated, schedule: [0.5, 0.2, 1.0], source: fresh}
                - {kind: frozen}
                - {kind: bootstrap}
                - {kind: fresh-disjoint}
              family.order: [1, 3]
              exclude:
                - {policy.kind: accumulate-subsample, family.order: 1}
                - {policy.kind: anchor, family.order: 1}
                - {policy.kind: fresh, family.order: 1}
                - {policy.kind: mixture, family.order: 1}
                - {policy.kind: weighted, family.order: 1}
                - {policy.kind: window, family.order: 1}
                - {policy.kind: decay, family.order: 1}
                - {policy.kind: growing, family.order: 1}
                - {policy.kind: frozen, family.order: 1}
            """);
    out = folder.resolve("law");
    Runs.run(Runs.session(), spec, out);
  }

  @Test
  void whatIsLeftOfRealTypesAgreesWithItsForecast() throws IOException {
    Map<String, Double> far = new TreeMap<>();
    int compared = 0;
    for (Map<String, String> row : Runs.rows(out.resolve("summary.csv"))) {
      if (!row.get("scope").equals("all") || row.get("expected").isEmpty()) {
        continue;
      }
      double gap = Double.parseDouble(row.get("mean")) - Double.parseDouble(row.get("expected"));
      boolean counted = row.get("sd").equals("0.0");
      compared++;
      boolean sliced = row.get("cell").contains("fresh-disjoint");
      double within = (sliced ? WITHIN_SLICES : WITHIN).get(row.get("metric"));
      if (!(Math.abs(gap) <= (counted ? ROUNDING : within))) {
        far.put(String.join(" ", row.get("cell"), row.get("generation"), row.get("metric")), gap);
      }
    }
    assertThat(compared).isEqualTo(23 * (2 * LAST + 1) * 2);
    assertThat(far).isEmpty();
  }
}
