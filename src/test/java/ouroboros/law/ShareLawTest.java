package ouroboros.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.metric.Expectation;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.EveryPolicy;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/** The share of a component over generations: its law against chains of labels. */
class ShareLawTest {
  private static final int REAL = 20;
  private static final int ONES = 8;
  private static final int GENERATIONS = 4;
  private static final int CHAINS = 2000;
  private static final double SHARE = (double) ONES / REAL;
  private static final AvailableUnits STOCK = AvailableUnits.ofCorpus(REAL, 100, REAL);

  static List<Policy> policies() {
    return EveryPolicy.of(new Amount.Units(6), new Amount.Units(REAL)).stream()
        .filter(policy -> !policy.usesReserve())
        .filter(policy -> policy.hasFeedback() || !policy.isRandom()) // others have no law
        .toList();
  }

  /**
   * Seed 5; means and variances within 5 of their standard errors: false alarms below 1 in 10,000.
   */
  @ParameterizedTest
  @MethodSource("policies")
  void chainsOfLabelsFollowTheLaw(Policy policy) {
    double[] sums = new double[GENERATIONS + 1];
    double[] squares = new double[GENERATIONS + 1];
    double[] fourths = new double[GENERATIONS + 1];
    for (int chain = 0; chain < CHAINS; chain++) {
      double[] shares = chain(policy, new Key(5, chain));
      for (int g = 1; g <= GENERATIONS; g++) {
        double gap = shares[g] - SHARE;
        sums[g] += gap;
        squares[g] += gap * gap;
        fourths[g] += gap * gap * gap * gap;
      }
    }
    ShareLaw law = ShareLaw.of(policy, STOCK, GENERATIONS).orElseThrow();
    for (int g = 1; g <= GENERATIONS; g++) {
      Expectation expected = law.ofTraining(g, SHARE);
      double variance = squares[g] / CHAINS;
      double error = Math.sqrt(Math.max(0, fourths[g] / CHAINS - variance * variance) / CHAINS);
      double sd = expected.sd().orElseThrow();
      assertThat(expected.mean()).isEqualTo(SHARE);
      assertThat(sums[g] / CHAINS).isCloseTo(0, within(5 * sd / Math.sqrt(CHAINS) + 1e-12));
      assertThat(variance).as("generation %d", g).isCloseTo(sd * sd, within(5 * error + 1e-12));
    }
  }

  /** [generations + 1] the share of ones in T_g. */
  private static double[] chain(Policy policy, Key key) {
    List<boolean[]> drawn = new ArrayList<>();
    boolean[] real = new boolean[REAL];
    for (int i = 0; i < ONES; i++) {
      real[i] = true;
    }
    AvailableUnits stock = STOCK;
    double[] shares = new double[GENERATIONS + 1];
    shares[0] = SHARE;
    for (int g = 1; g <= GENERATIONS; g++) {
      boolean[] units = new boolean[(int) policy.syntheticUnits(g, stock)];
      KeyedStream random = key.stream(g, Purpose.COMPONENT, 0);
      for (int i = 0; i < units.length; i++) {
        units[i] = random.nextDouble() < shares[policy.drawnFrom(g)];
      }
      drawn.add(units);
      stock = stock.and(units.length);
      double ones = 0;
      double all = 0;
      for (RecipeLine part : policy.recipe(g, stock, key).parts()) {
        boolean[] from =
            part.source() instanceof Source.Synthetic s ? drawn.get(s.generation() - 1) : real;
        int[] times = new int[from.length];
        part.selection(key, from.length).multiplicities(0, from.length, times);
        for (int i = 0; i < from.length; i++) {
          ones += from[i] ? (double) times[i] * part.weight() : 0;
          all += (double) times[i] * part.weight();
        }
      }
      shares[g] = ones / all;
    }
    return shares;
  }

  @Test
  void underReplaceHeterozygosityDecaysGeometrically() {
    ShareLaw law = ShareLaw.of(new Policy.Replace(), STOCK, GENERATIONS).orElseThrow();
    double sd = law.ofSynthetic(3, SHARE).sd().orElseThrow();
    double decay = Math.pow(1 - 1.0 / REAL, 3);
    assertThat(sd * sd).isCloseTo(SHARE * (1 - SHARE) * (1 - decay), within(1e-12));
    assertThat(law.ofTraining(3, SHARE).sd().orElseThrow()).isCloseTo(sd, within(1e-12));
    assertThat(law.ofTraining(0, SHARE).sd().orElseThrow()).isZero();
  }

  @Test
  void realDataOutsideRHaveNoLaw() {
    EveryPolicy.of(new Amount.Units(5), new Amount.Units(5)).stream()
        .filter(Policy::usesReserve)
        .forEach(policy -> assertThat(ShareLaw.of(policy, STOCK, GENERATIONS)).isEmpty());
    Policy anchor =
        new Policy.Anchor(new Amount.Units(5), new Policy.Choose.Rarest(), Policy.Total.ADD);
    assertThat(ShareLaw.of(anchor, STOCK, GENERATIONS)).isEmpty();
  }
}
