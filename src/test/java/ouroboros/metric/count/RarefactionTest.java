package ouroboros.metric.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.inference.Moments;
import ouroboros.metric.Gold;
import ouroboros.metric.GoldPairs;
import ouroboros.metric.RarefiedMetric;

class RarefactionTest {
  /**
   * N = s.sum(); for the 18 counts c: sum(1 - scipy.stats.hypergeom.pmf(0, N, c, m));
   * sum(hypergeom.pmf(1, N, c, m)); k = arange(1, min(c, m) + 1): -sum(hypergeom.pmf(k, N, c, m)
   * (k/m) log2(k/m)). scipy's own error is some 1e-12 here.
   */
  @ParameterizedTest
  @Gold({"types-n@", "hapax-n@", "entropy-n@", "distinct-n@"})
  @CsvSource({
    "1, 1, 1, 0",
    "10, 1.5896023289113157, 0.5448889421957247, 0.2860225767412845",
    "500, 6.971447019067829, 2.6913019497359967, 0.4679003473111162",
    "4000, 17.59750515158204, 6.226668404777063, 0.4850339344657315",
    "4271, 17.998595505617978, 6.000936329588014, 0.4853121877464037",
    "4272, 18, 6, 0.485313154542355"
  })
  void agreesWithScipysHypergeometric(long m, double types, double hapaxes, double entropy) {
    CountHistogram h = GoldPairs.histogram().subjectCounts();
    assertThat(Rarefaction.types(h, m)).isCloseTo(types, within(1e-11));
    assertThat(Rarefaction.hapaxes(h, m)).isCloseTo(hapaxes, within(1e-11));
    assertThat(Rarefaction.entropy(h, m)).isCloseTo(entropy, within(1e-11));
    CountState state = CountState.of(1, GoldPairs.histogram()).rarefiedTo(m);
    assertThat(RarefiedMetric.DISTINCT.of(state)).isCloseTo(types / m, within(1e-11));
  }

  /**
   * mpmath 1.3 with mp.dps = 40, C(n, k) by loggamma, m = 200000, counts {1: 1000000, 50: 10000,
   * 7000: 500, 2000000: 3, 90000000: 1}; the entropy summed over k within 40 standard deviations.
   */
  @Test
  void keepsItsDigitsOnAHundredMillionTokens() {
    CountHistogram h =
        CountHistogram.of(
            new long[] {1, 50, 7000, 2_000_000, 90_000_000},
            new long[] {1_000_000, 10_000, 500, 3, 1});
    assertThat(Rarefaction.types(h, 200_000)).isCloseTo(3427.749381171434, within(1e-9));
    assertThat(Rarefaction.hapaxes(h, 200_000)).isCloseTo(2878.6621558930156, within(1e-9));
    assertThat(Rarefaction.entropy(h, 200_000)).isCloseTo(1.2223901082198398, within(1e-12));
  }

  /**
   * mpmath 1.3 with mp.dps = 50, C(n, k) by loggamma, m = 20000, counts {1: 1000000, 50: 10000,
   * 7000: 500, 123456: 1, 2000000: 3} and one more. The last count of the second text is that of a
   * population: a step for each token would take days.
   */
  @Test
  void fewOfVeryManyTokensAreCountedAtOnce() {
    CountHistogram text = withLast(90_000_000);
    assertThat(Rarefaction.types(text, 20_000)).isCloseTo(675.981371557818586, within(1e-10));
    assertThat(Rarefaction.hapaxes(text, 20_000)).isCloseTo(469.103458972243222, within(1e-10));
    CountHistogram population = withLast(90_000_000_000_000L);
    assertThat(Rarefaction.types(population, 20_000)).isCloseTo(1.00247158158649481, within(1e-14));
    assertThat(Rarefaction.hapaxes(population, 20_000))
        .isCloseTo(0.00247128441127087568, within(1e-16));
  }

  private static CountHistogram withLast(long count) {
    return CountHistogram.of(
        new long[] {1, 50, 7000, 123_456, 2_000_000, count},
        new long[] {1_000_000, 10_000, 500, 1, 3, 1});
  }

  @Test
  void allTokensGiveTheTextItself() {
    CountHistogram h = CountHistogram.ofCounts(1, 1, 2, 5, 90, 3000);
    assertThat(Rarefaction.types(h, h.tokens())).isEqualTo(6);
    assertThat(Rarefaction.hapaxes(h, h.tokens())).isEqualTo(2);
    assertThat(Rarefaction.entropy(h, h.tokens())).isEqualTo(Diversity.entropy(h));
  }

  /**
   * 4000 subsamples of 60 of 153 tokens, seed 7. Each mean may be off by 5 standard errors: false
   * alarm of a wrong seed below 2e-6.
   */
  @Test
  void isTheMeanOfRealSubsamples() {
    long[] counts = {1, 1, 1, 2, 3, 5, 8, 21, 40, 71};
    CountHistogram h = CountHistogram.ofCounts(counts);
    int m = 60;
    UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(7L);
    Moments types = Moments.EMPTY;
    Moments hapaxes = Moments.EMPTY;
    Moments entropies = Moments.EMPTY;
    for (int i = 0; i < 4000; i++) {
      CountHistogram sample = CountHistogram.ofCounts(subsample(counts, m, rng));
      types = types.plus((double) sample.types());
      hapaxes = hapaxes.plus((double) sample.hapaxes());
      entropies = entropies.plus(Diversity.entropy(sample));
    }
    within5(types, Rarefaction.types(h, m));
    within5(hapaxes, Rarefaction.hapaxes(h, m));
    within5(entropies, Rarefaction.entropy(h, m));
  }

  @Test
  void refusesMoreTokensThanThereAre() {
    CountHistogram h = CountHistogram.ofCounts(2, 3);
    assertThatThrownBy(() -> Rarefaction.types(h, 6))
        .hasMessage("cannot keep 6 of 5 tokens; it must be 1 .. 5");
  }

  private static long[] subsample(long[] counts, int m, UniformRandomProvider rng) {
    long[] left = counts.clone();
    long[] taken = new long[counts.length];
    int tokens = 153;
    for (int i = 0; i < m; i++) {
      int u = rng.nextInt(tokens--);
      int type = 0;
      while (u >= left[type]) {
        u -= (int) left[type++];
      }
      left[type]--;
      taken[type]++;
    }
    return taken;
  }

  private static void within5(Moments sample, double expected) {
    double error = sample.sd().orElseThrow() / Math.sqrt((double) sample.count());
    assertThat(sample.mean().orElseThrow()).isCloseTo(expected, within(5 * error));
  }
}
