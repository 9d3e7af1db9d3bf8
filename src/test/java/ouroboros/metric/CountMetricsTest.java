package ouroboros.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import ouroboros.metric.count.CountState;
import ouroboros.metric.count.PairCounter;
import ouroboros.metric.count.PairHistogram;
import ouroboros.metric.count.TextSize;

class CountMetricsTest {
  private static final MetricSelection ALL = MetricSelection.of(List.of("all"), 3);

  /**
   * r, s = numpy.repeat of {@link GoldPairs}; p = r/r.sum(); q = s/s.sum(); m = r > 0:
   * scipy.stats.entropy(q, base=2); 1 - (q**2).sum(); 1/(q**2).sum();
   * scipy.spatial.distance.jensenshannon(p, q, base=2)**2; abs(p - q).sum()/2; sqrt(((sqrt(p) -
   * sqrt(q))**2).sum()/2); (p[m]*log2(p[m]/(.999*q[m] + .001/21))).sum()
   */
  @Test
  @Gold({
    "types-n",
    "retention-n",
    "vocabulary-retention",
    "lost-mass-n",
    "hapax-n",
    "entropy-n",
    "heterozygosity-n",
    "hill-2-n",
    "js-n",
    "tv-n",
    "hellinger-n",
    "kl-n",
    "distinct-n",
    "unseen-mass-n"
  })
  void agreesWithScipy() {
    Map<String, Double> values = measured(CountState.of(2, GoldPairs.histogram()));
    close(values, "types-2", 18);
    close(values, "retention-2", 0.7142857142857143);
    close(values, "lost-mass-2", 0.001321003963011889);
    close(values, "hapax-2", 6);
    close(values, "entropy-2", 0.4853131545423551);
    close(values, "heterozygosity-2", 0.12217062765644071);
    close(values, "hill-2-2", 1.1391735472809246);
    close(values, "js-2", 0.0015904280048032074);
    close(values, "tv-2", 0.008950349617234005);
    close(values, "hellinger-2", 0.03855299642585468);
    close(values, "kl-2", 0.004731978213916271);
    close(values, "distinct-2", 0.004213483146067416);
    close(values, "unseen-mass-2", 0.0014044943820224719);
    close(
        measured(CountState.of(1, GoldPairs.histogram())),
        "vocabulary-retention",
        0.7142857142857143);
  }

  /**
   * Python: P, Q = tokens by r.bit_length(); sum((y/4272 - x/5299)*log((y/4272 + 1e-4)/(x/5299 +
   * 1e-4)) for x, y in zip(P, Q)).
   */
  @Test
  @Gold("psi")
  void theStabilityIndexIsOverBinsByPowersOfTwo() {
    close(measured(CountState.of(1, GoldPairs.histogram())), "psi", 0.003977750112075964);
  }

  /**
   * The two closed sums of (.5, .5) against (.8, .2), and of {@link GoldPairs} with r, s as above
   * and decimals of 40 digits: 2*sum((p + q)/4 - p*q*(log(p) - log(q))/(2*(p - q)) for p != q, p, q
   * > 0) + sum(q/2 for p = 0) + sum(p/2 for q = 0).
   */
  @Test
  @Gold("frontier-integral-n")
  void theFrontierIntegralIsTheClosedSum() {
    PairHistogram two = GoldPairs.of(List.of(new long[] {5, 8, 1}, new long[] {5, 2, 1}));
    close(measured(CountState.of(1, two)), "frontier-integral-1", 0.06789825038096757);
    close(
        measured(CountState.of(2, GoldPairs.histogram())),
        "frontier-integral-2",
        0.00156517576326869);
    PairHistogram near =
        GoldPairs.of(List.of(new long[] {1000, 1001, 1}, new long[] {1000, 999, 1}));
    close(measured(CountState.of(1, near)), "frontier-integral-1", 1.6666671666669047e-07);
    PairHistogram apart = GoldPairs.of(List.of(new long[] {7, 0, 1}, new long[] {0, 3, 2}));
    close(measured(CountState.of(1, apart)), "frontier-integral-1", 1);
    PairHistogram same = GoldPairs.of(List.of(new long[] {7, 14, 1}, new long[] {1, 2, 2}));
    close(measured(CountState.of(1, same)), "frontier-integral-1", 0);
  }

  /** p = (1 - (s == 1).sum()/n)*s/n; -(p*log2(p)/(1 - (1 - p)**n)).sum() with numpy. */
  @Test
  @Gold("entropy-chao-shen-n")
  void correctsEntropyByCoverage() {
    close(
        measured(CountState.of(2, GoldPairs.histogram())),
        "entropy-chao-shen-2",
        0.5012209558220403);
    PairHistogram hapaxes = GoldPairs.of(List.of(new long[] {1, 1, 4}));
    close(measured(CountState.of(1, hapaxes)), "entropy-chao-shen-1", 4.395144524176782);
    PairHistogram oneType = GoldPairs.of(List.of(new long[] {4, 9, 1}));
    close(measured(CountState.of(1, oneType)), "entropy-chao-shen-1", 0);
  }

  /**
   * s = numpy.repeat of {@link GoldPairs}; x = s[s >= cut]; scipy.optimize.minimize_scalar(lambda
   * a: len(x)*log(zeta(a, cut)) + a*log(x).sum()), 1/(a - 1): 12 types from 2 on, 6 from 4 on. R's
   * counts would give 2.3428 and 3.5264, all of the subject's from 1 on 2.1104.
   */
  @Test
  void theZipfExponentIsThatOfWordsFromTheCutOn() {
    CountState words = CountState.of(1, GoldPairs.histogram());
    assertThat(zipfExponent(words.zipfFrom(2))).isCloseTo(1.9787667814665173, within(1e-6));
    assertThat(zipfExponent(words.zipfFrom(4))).isCloseTo(2.8162501200586827, within(1e-6));

    List<long[]> more = new ArrayList<>(GoldPairs.ROWS);
    more.addAll(List.of(new long[] {9, 1, 300}, new long[] {4, 2, 70}, new long[] {1, 3, 8}));
    assertThat(zipfExponent(CountState.of(1, GoldPairs.of(more)).zipfFrom(4)))
        .as("with more types below the cut")
        .isEqualTo(zipfExponent(words.zipfFrom(4)));

    assertThat(measured(CountState.of(2, GoldPairs.histogram()).zipfFrom(2)))
        .as("of pairs of words")
        .doesNotContainKey("zipf-exponent");
  }

  private static double zipfExponent(CountState state) {
    return Objects.requireNonNull(measured(state).get("zipf-exponent"));
  }

  @Test
  void noveltyIsTheShareOfTheGivenTokens() {
    CountState state = CountState.of(1, GoldPairs.histogram()).novel(5).testNovel(.25);
    assertThat(measured(state))
        .containsEntry("novel-1", 5 / 4272.0)
        .containsEntry("excess-novel-1", 5 / 4272.0 - .25);
  }

  @Test
  void vocabularyRetentionIsRetentionOfWords() {
    Map<String, Double> words = measured(CountState.of(1, GoldPairs.histogram()));
    assertThat(words).containsEntry("vocabulary-retention", words.get("retention-1"));
    assertThat(measured(CountState.of(2, GoldPairs.histogram())))
        .doesNotContainKey("vocabulary-retention");
  }

  @Test
  void anEmptySubjectHasLostEverythingAndHasNoDistribution() {
    PairHistogram h = GoldPairs.of(List.of(new long[] {1, 0, 3}, new long[] {70, 0, 1}));
    Measurements into = new Measurements();
    CountMetrics.measure(
        CountState.of(1, h).novel(0).rarefiedTo(1), Subject.SYNTHETIC, "all", ALL, into);
    assertThat(byName(into))
        .isEqualTo(
            Map.of(
                "types-1", 0.0,
                "retention-1", 0.0,
                "vocabulary-retention", 0.0,
                "lost-mass-1", 1.0,
                "hapax-1", 0.0));
    assertThat(into.undefined().keySet())
        .containsExactly(
            "distinct-1",
            "distinct-1@",
            "entropy-1",
            "entropy-1@",
            "entropy-chao-shen-1",
            "excess-novel-1",
            "frontier-integral-1",
            "hapax-1@",
            "hellinger-1",
            "heterozygosity-1",
            "hill-2-1",
            "js-1",
            "kl-1",
            "novel-1",
            "psi",
            "tv-1",
            "types-1@",
            "unseen-mass-1",
            "zipf-exponent");
  }

  @Test
  void anEmptyRealPartLeavesOnlyWhatDescribesTheSubject() {
    PairHistogram h = GoldPairs.of(List.of(new long[] {0, 1, 3}));
    assertThat(measured(CountState.of(3, h)).keySet())
        .containsExactly(
            "distinct-3",
            "entropy-3",
            "entropy-chao-shen-3",
            "hapax-3",
            "heterozygosity-3",
            "hill-2-3",
            "types-3",
            "unseen-mass-3");
  }

  @Test
  void theSameProportionsAreAtDistanceZeroExactly() {
    PairHistogram h =
        GoldPairs.of(
            List.of(new long[] {1, 3, 7}, new long[] {10, 30, 5}, new long[] {99, 297, 1}));
    Map<String, Double> values = measured(CountState.of(1, h));
    for (String name : List.of("js-1", "tv-1", "hellinger-1", "lost-mass-1")) {
      assertThat(values).containsEntry(name, 0.0);
    }
    assertThat(values).containsEntry("retention-1", 1.0);
    assertThat(values).hasEntrySatisfying("kl-1", v -> assertThat(v).isBetween(0.0, 2e-3));
  }

  @Test
  void disjointTextsAreAtDistanceOne() {
    PairHistogram h =
        GoldPairs.of(List.of(new long[] {0, 3, 7}, new long[] {0, 80, 3}, new long[] {7, 0, 11}));
    Map<String, Double> values = measured(CountState.of(1, h));
    for (String name : List.of("js-1", "tv-1", "hellinger-1", "lost-mass-1")) {
      assertThat(values.get(name)).as(name).isCloseTo(1, within(1e-15));
    }
    assertThat(values).containsEntry("retention-1", 0.0);
    close(values, "kl-1", Math.log(1000) / Math.log(2)); // uniform R: log2((1/V)/(e/V))
  }

  @Test
  void oneTypeHasNoDiversity() {
    Map<String, Double> values =
        measured(CountState.of(1, GoldPairs.of(List.of(new long[] {4, 9, 1}))).rarefiedTo(5));
    assertThat(values)
        .containsEntry("entropy-1", 0.0)
        .containsEntry("heterozygosity-1", 0.0)
        .containsEntry("hill-2-1", 1.0)
        .containsEntry("entropy-1@", 0.0)
        .containsEntry("types-1@", 1.0);
  }

  @Test
  void weightedCountsHaveNoHapaxesAndNoRarefiedTwins() {
    CountState whole = CountState.of(1, GoldPairs.histogram()).rarefiedTo(100);
    PairCounter weighted = new PairCounter();
    GoldPairs.ROWS.forEach(row -> weighted.add(row[0], row[1] << 20, row[2]));
    CountState fixedPoint =
        CountState.of(1, weighted.histogram()).rarefiedTo(100).inUnitsOf(1 << 20);
    Map<String, Double> expected = new TreeMap<>(measured(whole));
    expected
        .keySet()
        .removeIf(name -> name.matches("hapax.*|unseen-mass.*|entropy-chao-shen.*|.*@"));
    assertThat(measured(fixedPoint)).isEqualTo(expected);
  }

  @Test
  void sizesOfAnEmptyTextHaveNoMeanLength() {
    Measurements into = new Measurements();
    CountMetrics.measure(new TextSize(12, 5), Subject.SYNTHETIC, "all", ALL, into);
    CountMetrics.measure(new TextSize(0, 0), Subject.TRAINING, "all", ALL, into);
    assertThat(into.rows())
        .containsExactly(
            new Measurement("tokens", Subject.SYNTHETIC, "all", 12),
            new Measurement("sentences", Subject.SYNTHETIC, "all", 5),
            new Measurement("sentence-length-mean", Subject.SYNTHETIC, "all", 2.4),
            new Measurement("tokens", Subject.TRAINING, "all", 0),
            new Measurement("sentences", Subject.TRAINING, "all", 0));
    assertThat(into.undefined()).isEqualTo(Map.of("sentence-length-mean", 1L));
  }

  private static Map<String, Double> measured(CountState state) {
    Measurements into = new Measurements();
    CountMetrics.measure(state, Subject.SYNTHETIC, "all", ALL, into);
    return byName(into);
  }

  private static Map<String, Double> byName(Measurements measurements) {
    Map<String, Double> values = new TreeMap<>();
    measurements.rows().forEach(m -> values.put(m.metric(), m.value()));
    return values;
  }

  private static void close(Map<String, Double> values, String name, double expected) {
    assertThat(values)
        .hasEntrySatisfying(
            name, v -> assertThat(v).isCloseTo(expected, within(1e-13 * Math.max(1, expected))));
  }
}
