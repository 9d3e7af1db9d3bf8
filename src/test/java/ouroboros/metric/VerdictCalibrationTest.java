package ouroboros.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

  private static final long SEED = 20;
  private final UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(SEED);
  private final ZigguratSampler.NormalizedGaussian normal =
      ZigguratSampler.NormalizedGaussian.of(random);

  /** Noise of mean 0 and standard deviation 1. */
  enum Noise {
    GAUSSIAN {
      @Override
      double of(double normal, double uniform) {
        return normal;
      }
    },
    /** Skewness 2: exponential. */
    SKEWED {
      @Override
      double of(double normal, double uniform) {
        return -Math.log1p(-uniform) - 1;
      }
    },
    /** Skewness 6.2: log-normal with sd 1 of the logarithm. */
    VERY_SKEWED {
      @Override
      double of(double normal, double uniform) {
        return (Math.exp(normal) - Math.exp(.5)) / Math.sqrt((Math.E - 1) * Math.E);
      }
    };

    abstract double of(double normal, double uniform);
  }

  /**
   * 2,000 tables of a control and 3 cells, 5 replicates, seed 20: from the first generation with
   * feedback to the last, risk and novelty do not change, retention falls to just below .95 and
   * variance to .9 of its start. Of the cells, no is wrong for the tail, and yes for all else. The
   * first look spends 4/5 of .05, so .04 of the tables may have a wrong verdict; .04 + 5 standard
   * errors is .0619, exceeded by a right program with probability below 3e-7.
   */
  @ParameterizedTest
  @EnumSource
  void aTableIsWrongInOneOf25RunsAtMost(Noise noise) {
    int wrong = 0;
    for (int run = 0; run < RUNS; run++) {
      Table table = new Table(noise);
      table.replicates(0, 5);
      wrong += table.isWrong(1) ? 1 : 0;
    }
    assertThat(wrong / (double) RUNS).isLessThan(.04 + 5 * Math.sqrt(.04 * .96 / RUNS));
    if (noise == Noise.GAUSSIAN) {
      assertThat(wrong / (double) RUNS).isGreaterThan(.003); // so the test sees a right program
    }
  }

  /**
   * 1,000 runs that are extended by 5 replicates until a verdict is wrong, at most 16 times, seed
   * 20: at most .05 of them may end so; bound as above, .0845. If the looks were not counted, .12
   * would.
   */
  @Tag("slow")
  @Test
  void lookingAgainDoesNotMakeVerdictsWrong() {
    int wrong = 0;
    int uncounted = 0;
    int runs = RUNS / 2;
    for (int run = 0; run < runs; run++) {
      Table table = new Table(Noise.GAUSSIAN);
      boolean isWrong = false;
      boolean wouldBe = false;
      for (int look = 1; look <= 16; look++) {
        table.replicates(5 * (look - 1), 5 * look);
        isWrong = isWrong || table.isWrong(look);
        wouldBe = wouldBe || table.wouldBeWrong();
      }
      wrong += isWrong ? 1 : 0;
      uncounted += wouldBe ? 1 : 0;
    }
    assertThat(wrong / (double) runs).isLessThan(.05 + 5 * Math.sqrt(.05 * .95 / runs));
    assertThat(uncounted / (double) runs).isGreaterThan(.09);
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
    List<OnsetRow> rows =
        Onsets.of(List.of(control), Map.of(), (c, q) -> Optional.empty(), contrasts, List.of());
    assertThat(rows).hasSize(RUNS);
    assertThat(rows.stream().filter(row -> row.generation().isPresent()).count())
        .isLessThan((long) (RUNS * .0744));
  }

  private double noise() {
    return .01 * normal.sample();
  }

  /** A control and three cells at the margins. */
  private final class Table {
    private final Noise noise;
    private final OverReplicates over = new OverReplicates();
    private final List<CellRow> cells = new ArrayList<>();

    Table(Noise noise) {
      this.noise = noise;
      cells.add(new CellRow("control", "control", Map.of("policy.kind", "frozen")));
      for (int c = 0; c < 3; c++) {
        cells.add(new CellRow("c" + c, "c" + c, Map.of("policy.kind", "p" + c)));
      }
    }

    void replicates(int from, int to) {
      for (CellRow cell : cells) {
        double end = cell.isFrozen() ? 1 : .95;
        double variance = cell.isFrozen() ? 1 : .9;
        for (int r = from; r < to; r++) {
          pair(cell, r, "perplexity", Subject.TRAINING, 1, 100 * step(), 100 * step());
          pair(
              cell,
              r,
              "vocabulary-retention",
              Subject.SYNTHETIC,
              2,
              .8 * step(),
              .8 * end * step());
          pair(cell, r, "variance-ratio", Subject.SYNTHETIC, 2, step(), variance * step());
          pair(cell, r, "novel-2", Subject.SYNTHETIC, 2, .1 + step(), .1 + step());
        }
      }
    }

    /** About 1, one in a hundred more or less. */
    private double step() {
      return 1 + .01 * noise.of(normal.sample(), random.nextDouble());
    }

    private void pair(
        CellRow cell,
        int replicate,
        String metric,
        Subject subject,
        int first,
        double start,
        double end) {
      over.add(new MetricRow(cell.cell(), replicate, first, metric, subject, "all", start));
      over.add(new MetricRow(cell.cell(), replicate, 10, metric, subject, "all", end));
    }

    boolean isWrong(int look) {
      return Verdicts.of(cells, Map.of(), over::trajectory, look).stream()
          .anyMatch(row -> row.verdict() != Verdict.UNDECIDED && isWrong(row));
    }

    /** Whether a verdict would be wrong if looks were not counted. */
    boolean wouldBeWrong() {
      return Verdicts.of(cells, over::trajectory).stream()
          .anyMatch(row -> row.adjusted().orElse(1) / 1.25 <= Verdicts.ERROR && isWrong(row));
    }

    private static boolean isWrong(VerdictRow row) {
      boolean isNo = row.test().startsWith("equivalence");
      return isNo == (row.meaning() == Meaning.TAIL && !row.cell().equals("control"));
    }
  }
}
