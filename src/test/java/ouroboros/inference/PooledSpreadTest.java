package ouroboros.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import ouroboros.metric.Expectation;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;

/** Tests of laws where three replicates are equal by luck. */
class PooledSpreadTest {
  private static final int RUNS = 4000;
  private static final int GENERATIONS = 10;

  private final UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(31L);
  private final ZigguratSampler.NormalizedGaussian normal =
      ZigguratSampler.NormalizedGaussian.of(random);

  /** A run whose sd was .00008 by luck had z = -48.4. */
  @Test
  void threeLuckyReplicatesAreNoEvidence() {
    OverReplicates over = new OverReplicates();
    for (int g = 1; g <= GENERATIONS; g++) {
      for (int r = 0; r < 3; r++) {
        double spread = g == GENERATIONS ? .00008 : .002;
        add(over, r, g, .4 - .0022 + spread * (r - 1));
      }
    }
    SummaryRow last = last(over, .4);
    assertThat(last.summary().sd().orElseThrow()).isCloseTo(.00008, within(1e-12));
    // sqrt((9 x .002^2 + .00008^2)/10) = .001897535
    assertThat(last.summary().z().orElseThrow())
        .isCloseTo(-.0022 / (.001897535 / Math.sqrt(3)), within(1e-5));
    assertThat(last.summary().degrees()).hasValue(2);
    assertThat(last.summary().p().orElseThrow()).isGreaterThan(.05);
  }

  /**
   * 4,000 runs of three replicates and ten generations, seed 31, under a right law; the generations
   * of a lineage depend on each other (autocorrelation .8) and the spread doubles. p is at most .05
   * in at most .05 of the runs; .05 + 5 standard errors is .0672, exceeded by a right program with
   * probability below 3e-7. |z| is above 20 in less than a tenth of the runs in which |t| is.
   */
  @Test
  void aRightLawIsRefusedInOneOfTwentyRunsAtMost() {
    int refused = 0;
    int huge = 0;
    int hugeAlone = 0;
    for (int run = 0; run < RUNS; run++) {
      OverReplicates over = new OverReplicates();
      for (int r = 0; r < 3; r++) {
        double state = normal.sample();
        for (int g = 1; g <= GENERATIONS; g++) {
          add(over, r, g, .4 + .001 * (1 + g / 10.0) * state);
          state = .8 * state + .6 * normal.sample();
        }
      }
      for (SummaryRow row : over.summaries(key -> Optional.of(Expectation.of(.4)))) {
        Summary s = row.summary();
        double alone = (s.mean().orElseThrow() - .4) / (s.sd().orElseThrow() / Math.sqrt(3));
        assertThat(Math.abs(s.z().orElseThrow())).isLessThanOrEqualTo(Math.abs(alone) + 1e-9);
        huge += Math.abs(s.z().orElseThrow()) > 20 ? 1 : 0;
        hugeAlone += Math.abs(alone) > 20 ? 1 : 0;
      }
      refused += last(over, .4).summary().p().orElseThrow() <= .05 ? 1 : 0;
    }
    assertThat(refused / (double) RUNS).isBetween(.001, .05 + 5 * Math.sqrt(.05 * .95 / RUNS));
    assertThat(hugeAlone).isGreaterThan(20);
    assertThat(huge).isLessThan(hugeAlone / 10);
  }

  /**
   * The table in intervals.md: 20,000 runs of three replicates, seed 31. With independent
   * generations .022 % of right laws are refused, 4.4 runs; with autocorrelation .8 .154 %, 31. A
   * right program leaves the bounds with probability below 1e-6.
   */
  @Test
  void withThreeReplicatesTheTestIsFarStricterThanItsLevel() {
    assertThat(refusedOf20000(0)).isLessThanOrEqualTo(20);
    assertThat(refusedOf20000(.8)).isBetween(7, 65);
  }

  private int refusedOf20000(double correlation) {
    int refused = 0;
    for (int run = 0; run < 20_000; run++) {
      OverReplicates over = new OverReplicates();
      for (int r = 0; r < 3; r++) {
        double state = normal.sample();
        for (int g = 1; g <= GENERATIONS; g++) {
          add(over, r, g, .4 + .001 * state);
          state = correlation * state + Math.sqrt(1 - correlation * correlation) * normal.sample();
        }
      }
      refused += last(over, .4).summary().p().orElseThrow() <= .05 ? 1 : 0;
    }
    return refused;
  }

  @Test
  void manyReplicatesHaveTheirOwnSpread() {
    OverReplicates over = new OverReplicates();
    for (int g = 1; g <= GENERATIONS; g++) {
      for (int r = 0; r < 20; r++) {
        add(over, r, g, .41 + (g == GENERATIONS ? .0001 : .02) * (r % 2 == 0 ? 1 : -1));
      }
    }
    assertThat(last(over, .4).summary().z().orElseThrow()).isGreaterThan(400);
  }

  private static void add(OverReplicates over, int replicate, int generation, double value) {
    over.add(
        new MetricRow(
            "c", replicate, generation, "vocabulary-retention", Subject.SYNTHETIC, "all", value));
  }

  private static SummaryRow last(OverReplicates over, double law) {
    List<SummaryRow> rows = over.summaries(key -> Optional.of(Expectation.of(law)));
    return rows.get(rows.size() - 1);
  }
}
