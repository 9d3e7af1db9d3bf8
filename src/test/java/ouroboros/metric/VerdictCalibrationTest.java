package ouroboros.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import ouroboros.inference.ContrastRow;
import ouroboros.inference.Moments;
import ouroboros.inference.OverReplicates;
import ouroboros.inference.verdict.Meaning;
import ouroboros.inference.verdict.OnsetRow;
import ouroboros.inference.verdict.Onsets;
import ouroboros.inference.verdict.Verdict;
import ouroboros.inference.verdict.VerdictRow;
import ouroboros.inference.verdict.Verdicts;

/** How often the tables are wrong where the truth is exactly on the margins. */
class VerdictCalibrationTest {
  private static final int RUNS = 2000;

  /** Meanings whose truth below is on the margin of yes and also on that of no. */
  private static final Set<Meaning> ON_BOTH = Set.of(Meaning.VARIANCE, Meaning.TAIL);

  private final UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(20L);
  private final ZigguratSampler.NormalizedGaussian normal =
      ZigguratSampler.NormalizedGaussian.of(random);

  /**
   * 2,000 tables of 4 cells and 5 replicates, seed 20: risk does not change, retention falls to .95
   * and heterozygosity to .9 of its start, excess novelty is 0. Any yes is wrong, and any no under
   * {@link #ON_BOTH}. At most .05 of the tables may have one; .05 + 5 standard errors is .0744,
   * exceeded by a right program with probability below 3e-7.
   */
  @Test
  void aTableIsWrongInOneOfTwentyRunsAtMost() {
    int wrong = 0;
    for (int run = 0; run < RUNS; run++) {
      OverReplicates over = new OverReplicates();
      List<CellRow> cells = new ArrayList<>();
      for (int c = 0; c < 4; c++) {
        String cell = "c" + c;
        cells.add(new CellRow(cell, cell, Map.of()));
        for (int r = 0; r < 5; r++) {
          pair(
              over,
              cell,
              r,
              "perplexity",
              Subject.MODEL,
              0,
              100 * Math.exp(noise()),
              100 * Math.exp(noise()));
          pair(
              over,
              cell,
              r,
              "vocabulary-retention",
              Subject.SYNTHETIC,
              1,
              .8 + noise(),
              .76 + noise());
          pair(
              over, cell, r, "heterozygosity-1", Subject.SYNTHETIC, 1, .9 + noise(), .81 + noise());
          pair(over, cell, r, "excess-novel-2", Subject.SYNTHETIC, 1, noise(), noise());
        }
      }
      wrong += isWrong(Verdicts.of(cells, over::trajectory)) ? 1 : 0;
    }
    assertThat(wrong / (double) RUNS).isBetween(.01, .05 + 5 * Math.sqrt(.05 * .95 / RUNS));
  }

  /**
   * 2,000 lines of 10 generations and 5 pairs, seed 20, whose difference is on the margin .01 at
   * every generation: at most .05 of them may have an onset; bound as above.
   */
  @Test
  void anOnsetIsWrongInOneOfTwentyLinesAtMost() {
    List<ContrastRow> contrasts = new ArrayList<>();
    for (int line = 0; line < RUNS; line++) {
      for (int g = 1; g <= 10; g++) {
        Moments differences = Moments.EMPTY;
        for (int r = 0; r < 5; r++) {
          differences = differences.plus(-.01 + noise());
        }
        SeriesKey key = new SeriesKey("c" + line, g, "retention-1", Subject.SYNTHETIC, "all");
        contrasts.add(new ContrastRow(key, "control", differences));
      }
    }
    CellRow control = new CellRow("control", "control", Map.of("policy.kind", "frozen"));
    List<OnsetRow> rows = Onsets.of(List.of(control), (c, q) -> Optional.empty(), contrasts, List.of());
    assertThat(rows).hasSize(RUNS);
    assertThat(rows.stream().filter(row -> row.generation().isPresent()).count())
        .isLessThan((long) (RUNS * .0744));
  }

  private double noise() {
    return .01 * normal.sample();
  }

  private static void pair(
      OverReplicates over,
      String cell,
      int replicate,
      String metric,
      Subject subject,
      int first,
      double start,
      double end) {
    over.add(new MetricRow(cell, replicate, first, metric, subject, "all", start));
    over.add(new MetricRow(cell, replicate, 2, metric, subject, "all", end));
  }

  private static boolean isWrong(List<VerdictRow> rows) {
    return rows.stream()
        .anyMatch(
            row ->
                row.verdict() == Verdict.YES
                    || (row.verdict() == Verdict.NO && ON_BOTH.contains(row.meaning())));
  }
}
