package ouroboros.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import ouroboros.metric.CellRow;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;

/** Which stratum fades first, with an interval that knows of the choice among many. */
class StratumRowTest {
  private static final List<CellRow> CELLS =
      List.of(
          new CellRow("a", "a", Map.of("policy.kind", "replace")),
          new CellRow("b", "b", Map.of("policy.kind", "accumulate")),
          new CellRow("f", "f", Map.of("policy.kind", "frozen")));

  /** Nothing but feedback changes anything. */
  private static final StratumRow.Reference ALIKE =
      (cell, frozen, quantity) -> Optional.of(quantity.isTrained() ? cell : frozen);

  /** scipy.stats.t.ppf(1 - .025/2, 2) = 6.205347; ratios .5, .52, .54: sd .02. */
  @Test
  void ratiosArePairedAndIntervalsSimultaneous() {
    OverReplicates over = new OverReplicates();
    for (int r = 0; r < 3; r++) {
      for (int g = 1; g <= 4; g++) {
        add(over, "f", r, g, "x", .8);
        add(over, "a", r, g, "x", g == 4 ? .8 * (.5 + .02 * r) : .8);
        add(over, "b", r, g, "x", .8);
      }
    }
    List<StratumRow> rows = StratumRow.of(CELLS, ALIKE, over);
    assertThat(rows).hasSize(2);
    StratumRow faded = rows.get(0);
    assertThat(faded.stratum()).isEqualTo("x");
    assertThat(faded.generation()).isEqualTo(4);
    assertThat(faded.ratio()).isCloseTo(.52, within(1e-12));
    assertThat(faded.interval().low().orElseThrow())
        .isCloseTo(.52 - 6.205346816 * .02 / Math.sqrt(3), within(1e-6));
    assertThat(faded.adjusted().orElseThrow()).isLessThan(.01);
    // Equal ratios are exact; no test is made.
    assertThat(rows.get(1).ratio()).isEqualTo(1);
    assertThat(rows.get(1).adjusted()).isEmpty();
    assertThat(rows.get(1).interval().low()).hasValue(1);
  }

  /**
   * 1,000 runs in which no stratum of ten fades, 5 replicates, seed 5: the interval of the lowest
   * ratio excludes 1 in at most .05 of them; .05 + 5 standard errors is .0845.
   */
  @Test
  void theLowestOfManyIsNotTakenForFaded() {
    var normal = ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(5L));
    int wrong = 0;
    for (int run = 0; run < 1000; run++) {
      OverReplicates over = new OverReplicates();
      for (int r = 0; r < 5; r++) {
        for (int s = 0; s < 10; s++) {
          add(over, "f", r, 1, "s" + s, .8 + .02 * normal.sample());
          add(over, "a", r, 1, "s" + s, .8 + .02 * normal.sample());
        }
      }
      boolean excluded = false;
      for (StratumRow row : StratumRow.of(CELLS, ALIKE, over)) {
        excluded |= row.interval().high().orElseThrow() < 1;
      }
      wrong += excluded ? 1 : 0;
    }
    assertThat(wrong / 1000.0).isBetween(.005, .0845);
  }

  /**
   * What onsets are compared with: T_g of frozen is R, so T_1 is one draw away without feedback.
   */
  @Test
  void trainingSetsAreComparedWithTheirOwnFirstOne() {
    OverReplicates over = new OverReplicates();
    for (int r = 0; r < 3; r++) {
      for (int g = 0; g <= 3; g++) {
        row(over, "f", r, g, "perplexity", Subject.TRAINING, "x", 100);
        row(over, "a", r, g, "perplexity", Subject.TRAINING, "x", g == 0 ? 100 : 125 * g - r);
      }
    }
    List<StratumRow> rows = StratumRow.of(CELLS, ALIKE, over);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).baseline()).isEqualTo("a");
    assertThat(rows.get(0).generation()).isEqualTo(3);
    assertThat(rows.get(0).ratio())
        .isCloseTo((375.0 / 125 + 374.0 / 124 + 373.0 / 123) / 3, within(1e-12));
  }

  /** A training set that was measured once has no change. */
  @Test
  void aTrainingSetWithoutLaterGenerationsHasNoRow() {
    OverReplicates over = new OverReplicates();
    row(over, "f", 0, 1, "perplexity", Subject.TRAINING, "x", 100);
    row(over, "a", 0, 1, "perplexity", Subject.TRAINING, "x", 120);
    assertThat(StratumRow.of(CELLS, ALIKE, over)).isEmpty();
  }

  /** The last generation is divided by that of the control; without a control there is no row. */
  @Test
  void whatChangesWithoutFeedbackIsComparedWithItsControl() {
    OverReplicates over = new OverReplicates();
    for (int r = 0; r < 3; r++) {
      for (int g = 1; g <= 3; g++) {
        row(over, "f", r, g, "perplexity", Subject.TRAINING, "x", 100);
        row(over, "a", r, g, "perplexity", Subject.TRAINING, "x", 120 + 10 * g);
        row(over, "b", r, g, "perplexity", Subject.TRAINING, "x", 100 + 20 * g + r);
      }
    }
    List<StratumRow> rows =
        StratumRow.of(
            CELLS,
            (cell, frozen, quantity) -> cell.equals("b") ? Optional.of("a") : Optional.empty(),
            over);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).cell() + rows.get(0).baseline()).isEqualTo("ba");
    assertThat(rows.get(0).ratio()).isCloseTo(161.0 / 150, within(1e-12));
  }

  /** The intervals of both strata overlap, but in each replicate y has lost .01 to .012 more. */
  @Test
  void theOrderIsThatOfPairedDifferences() {
    OverReplicates over = new OverReplicates();
    double[] noise = {-.08, -.03, .01, .04, .06};
    for (int r = 0; r < 5; r++) {
      for (String stratum : List.of("x", "y", "z")) {
        add(over, "f", r, 1, stratum, 1);
      }
      add(over, "a", r, 1, "x", .6 + noise[r]);
      add(over, "a", r, 1, "y", .59 + noise[r] - .0005 * r);
      add(over, "a", r, 1, "z", .6 + noise[4 - r]);
    }
    List<StratumRow> rows = StratumRow.of(CELLS, ALIKE, over);
    assertThat(rows).extracting(StratumRow::stratum).containsExactly("x", "y", "z");
    assertThat(rows.get(0).interval().low().orElseThrow())
        .isLessThan(rows.get(1).interval().high().orElseThrow());
    assertThat(rows)
        .extracting(StratumRow::rank)
        .containsExactly(new RankRange(2, 3), new RankRange(1, 2), new RankRange(1, 3));
  }

  /** Three equal differences are no evidence of an order; five are exact. */
  @Test
  void equalDifferencesAreAnOrderFromFivePairsOn() {
    for (int replicates : List.of(3, 5)) {
      OverReplicates over = new OverReplicates();
      for (int r = 0; r < replicates; r++) {
        add(over, "f", r, 1, "x", 1);
        add(over, "f", r, 1, "y", 1);
        add(over, "a", r, 1, "x", .5 + r);
        add(over, "a", r, 1, "y", .75 + r);
      }
      assertThat(StratumRow.of(CELLS, ALIKE, over))
          .extracting(StratumRow::rank)
          .containsExactly(
              new RankRange(1, replicates == 5 ? 1 : 2), new RankRange(replicates == 5 ? 2 : 1, 2));
    }
  }

  /** One p-value and one interval, which agree: with 20 rows, in 400 runs, seed 7. */
  @Test
  void theAdjustedTestAgreesWithTheInterval() {
    var normal = ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(7L));
    int excluded = 0;
    for (int run = 0; run < 400; run++) {
      OverReplicates over = new OverReplicates();
      for (int r = 0; r < 4; r++) {
        for (int s = 0; s < 20; s++) {
          add(over, "f", r, 1, "s" + s, 1);
          add(over, "a", r, 1, "s" + s, .8 + .03 * normal.sample());
        }
      }
      for (StratumRow row : StratumRow.of(CELLS, ALIKE, over)) {
        boolean outside = row.interval().high().orElseThrow() < 1;
        assertThat(row.adjusted().orElseThrow() < .05).isEqualTo(outside);
        excluded += outside ? 1 : 0;
      }
    }
    assertThat(excluded).isBetween(400, 7600);
  }

  /**
   * 1,000 runs of ten strata in five pairs of equal ones, in 2 cells, 5 replicates, skewed noise
   * that all strata of a replicate share in part, seed 11: a range lacks the true ranks in at most
   * .05 of the runs; .05 + 5 standard errors is .0845.
   */
  @Test
  void rangesContainTheTrueRanks() {
    var normal =
        ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(11L));
    int wrong = 0;
    int decided = 0;
    for (int run = 0; run < 1000; run++) {
      OverReplicates over = new OverReplicates();
      for (int r = 0; r < 5; r++) {
        double shared = StrictMath.exp(normal.sample());
        for (int s = 0; s < 10; s++) {
          add(over, "f", r, 1, "s" + s, 1);
          add(over, "a", r, 1, "s" + s, .5 + .05 * (s / 2) + .02 * (shared + normal.sample()));
          add(over, "b", r, 1, "s" + s, .5 + .05 * (s / 2) + .001 * (shared + normal.sample()));
        }
      }
      boolean missed = false;
      for (StratumRow row : StratumRow.of(CELLS, ALIKE, over)) {
        int pair = (row.stratum().charAt(1) - '0') / 2;
        missed |= row.rank().low() > 2 * pair + 1 || row.rank().high() < 2 * pair + 2;
        decided += row.rank().high() - row.rank().low() < 9 ? 1 : 0;
      }
      wrong += missed ? 1 : 0;
    }
    assertThat(wrong / 1000.0).isLessThanOrEqualTo(.0845);
    assertThat(decided).isGreaterThan(1000);
  }

  private static void row(
      OverReplicates over,
      String cell,
      int replicate,
      int generation,
      String metric,
      Subject subject,
      String stratum,
      double x) {
    over.add(new MetricRow(cell, replicate, generation, metric, subject, "stratum=" + stratum, x));
  }

  private static void add(
      OverReplicates over, String cell, int replicate, int generation, String stratum, double x) {
    over.add(
        new MetricRow(
            cell,
            replicate,
            generation,
            "vocabulary-retention",
            Subject.SYNTHETIC,
            "stratum=" + stratum,
            x));
  }
}
