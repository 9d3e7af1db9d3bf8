package ouroboros.inference.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.inference.Baselines;
import ouroboros.inference.OverReplicates;
import ouroboros.metric.CellRow;
import ouroboros.metric.MetricRow;
import ouroboros.metric.Subject;

/** How often onsets are wrong, over all rows of a table. */
class OnsetCalibrationTest {
  private static final int RUNS = 500;
  private static final int GENERATIONS = 10;
  private static final int REPLICATES = 5;
  private static final int METRICS = 20;
  private static final List<CellRow> CELLS =
      List.of(
          new CellRow("a", "a", Map.of("policy.kind", "replace")),
          new CellRow("f", "f", Map.of("policy.kind", "frozen")));

  private final UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(77L);
  private final ZigguratSampler.NormalizedGaussian normal =
      ZigguratSampler.NormalizedGaussian.of(random);
  private final ZigguratSampler.Exponential exponential = ZigguratSampler.Exponential.of(random);

  /**
   * 500 runs without feedback, 20 metrics of S_g and of T_g, 5 replicates, seed 77. S_g are new
   * draws in both cells; T_g differs from R by one draw that is made anew in each generation. At
   * most 37 runs have any onset: a right program has more with probability below .01.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutFeedbackOneRunInTwentyHasAnOnset(boolean skewed) {
    DoubleSupplier noise = noise(skewed);
    int wrong = 0;
    for (int run = 0; run < RUNS; run++) {
      OverReplicates over = new OverReplicates();
      for (int m = 0; m < METRICS; m++) {
        add(over, "a", m, Subject.SYNTHETIC, g -> .5 + .05 * noise.getAsDouble());
        add(over, "f", m, Subject.SYNTHETIC, g -> .5 + .05 * noise.getAsDouble());
        add(over, "a", m, Subject.TRAINING, g -> .4 + .05 * noise.getAsDouble());
        add(over, "f", m, Subject.TRAINING, g -> .5);
      }
      wrong += onsets(over).stream().anyMatch(row -> row.generation().isPresent()) ? 1 : 0;
    }
    assertThat(wrong).isBetween(1, 37);
  }

  /**
   * 500 runs, 20 metrics: of the even ones the difference is at the margin .01 until generation 5
   * and far beyond it from 6 on; of the odd ones it is at the margin throughout. Of the rows with
   * an onset at most .05 are wrong or too early in the mean over runs (a right program: the mean of
   * 500 shares with sd below .08 exceeds .07 with probability below 1e-7), and at least .9 of the
   * true ones are found, at most one generation late.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneOnsetInTwentyIsWrongOrTooEarly(boolean skewed) {
    DoubleSupplier noise = noise(skewed);
    double share = 0;
    int found = 0;
    for (int run = 0; run < RUNS; run++) {
      OverReplicates over = new OverReplicates();
      for (int m = 0; m < METRICS; m++) {
        boolean leaves = m % 2 == 0;
        add(
            over,
            "a",
            m,
            Subject.SYNTHETIC,
            g -> (leaves && g >= 6 ? .4 : .49) + .005 * noise.getAsDouble());
        add(over, "f", m, Subject.SYNTHETIC, g -> .5 + .005 * noise.getAsDouble());
      }
      long onsets = 0;
      long wrong = 0;
      for (OnsetRow row : onsets(over)) {
        if (row.generation().isPresent()) {
          int m = Integer.parseInt(row.quantity().scope().substring(6));
          onsets++;
          wrong += m % 2 == 1 || row.generation().getAsInt() < 6 ? 1 : 0;
          found += m % 2 == 0 && row.generation().getAsInt() <= 7 ? 1 : 0;
        }
      }
      share += (double) wrong / Math.max(1, onsets);
    }
    assertThat(share / RUNS).isLessThan(.07);
    assertThat(found).isGreaterThan((int) (.9 * RUNS * METRICS / 2));
  }

  private DoubleSupplier noise(boolean skewed) {
    return skewed ? () -> exponential.sample() - 1 : normal::sample;
  }

  private static void add(
      OverReplicates over, String cell, int metric, Subject subject, IntToDoubleFunction value) {
    for (int r = 0; r < REPLICATES; r++) {
      for (int g = 1; g <= GENERATIONS; g++) {
        over.add(
            new MetricRow(
                cell, r, g, "retention-2", subject, "count=" + metric, value.applyAsDouble(g)));
      }
    }
  }

  private static List<OnsetRow> onsets(OverReplicates over) {
    return Onsets.of(
        CELLS,
        Map.of(),
        over::trajectory,
        over.contrasts(Baselines.of(CELLS)),
        over.summaries(key -> Optional.empty()));
  }
}
