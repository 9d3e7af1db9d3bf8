package ouroboros.ngram.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.Texts;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.ngram.smoothing.Discounts;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.text.Vocabulary;

/** Over random small corpora; none of these claims can fail by chance. */
class EvaluationModelTest {
  /** Words of R are below; training sets have higher ones too. */
  private static final int CLOSED = Vocabulary.FIRST_WORD + 9;

  private static final int VOCABULARY = 11;

  @Property(tries = 300)
  void copiesOfATrainingTextHaveItsPerplexityToTheLastBit(
      @ForAll @IntRange(min = 1, max = 5) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 60) int sentences,
      @ForAll @IntRange(min = 0, max = 30) int guard,
      @ForAll @IntRange(min = 1, max = 12) int types,
      @ForAll @IntRange(min = 1, max = 5_000) int size) {
    List<int[]> text = Smoothings.corpus(seed, sentences, 8, types);
    HeldOut test = heldOut(order, seed + 1, guard);
    double once = perplexity(test, Texts.count(layout(order), text), order, size);
    assertThat(once).isGreaterThanOrEqualTo(1).isFinite();
    for (int k : new int[] {2, 11, 50}) {
      List<int[]> copies = new ArrayList<>();
      for (int i = 0; i < k; i++) {
        copies.addAll(text);
      }
      CountRun counted = Texts.count(layout(order), copies);
      assertThat(perplexity(test, counted, order, size)).as(k + " copies").isEqualTo(once);
    }
    // In fixed point, as weighted training sets are counted.
    CountRun weighted = Texts.count(layout(order), text).times(1 << 20);
    assertThat(perplexity(test, weighted, order, size)).isEqualTo(once);
  }

  @Property(tries = 100)
  void copiesOfRAreOneR(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 60) int k) {
    long[] counts = unigrams(Smoothings.corpus(seed, 40, 8, 9));
    double once = RelativeScale.size(counts);
    assertThat(RelativeScale.size(Arrays.stream(counts).map(c -> k * c).toArray())).isEqualTo(once);
    counts[CLOSED] = 1;
    assertThat(RelativeScale.size(counts)).isEqualTo(Arrays.stream(counts).sum());
  }

  @Property(tries = 100)
  void noCutIntoRangesChangesABit(
      @ForAll @IntRange(min = 1, max = 4) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 2, max = 9) int ranges) {
    CountRun table = Texts.count(layout(order), Smoothings.corpus(seed, 50, 8, 12));
    HeldOut test = heldOut(order, seed + 1, 20);
    List<CountRun> cut = new ArrayList<>(KeyRanges.even(layout(order), ranges).cut(table));
    Collections.reverse(cut);
    RelativeScale scale = new RelativeScale(order, table.total(), 300);
    HeldOutCounts sum = counts(test, CountRun.empty(layout(order)), scale);
    cut.forEach(range -> sum.add(counts(test, range, scale)));
    assertThat(EvaluationModel.fit(test, sum, VOCABULARY).score().bits())
        .isEqualTo(
            EvaluationModel.fit(test, counts(test, table, scale), VOCABULARY).score().bits());
  }

  @Property(tries = 100)
  void probabilitiesSumToOneInEveryContextAndAreThoseOfTheFormula(
      @ForAll @IntRange(min = 1, max = 4) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 12) int types,
      @ForAll @IntRange(min = 20, max = 2_000) int size) {
    List<int[]> text = Smoothings.corpus(seed, 30, 6, types);
    HeldOut guard = heldOut(order, seed + 1, 20);
    CountRun table = Texts.count(layout(order), text);
    RelativeScale scale = new RelativeScale(order, table.total(), size);
    RelativeCounts fitted = counts(guard, table, scale).relative();
    DiscountCurve[] curves = DiscountFit.curves(guard, fitted, 1.0 / VOCABULARY);
    List<int[]> everyWord = new ArrayList<>();
    for (int[] sentence : Smoothings.corpus(seed + 2, 10, 6, 9)) {
      for (int end = 0; end <= sentence.length; end++) {
        for (int word = 0; word < CLOSED; word++) {
          if (word == Vocabulary.BOS) {
            continue;
          }
          int[] history = Arrays.copyOf(sentence, end + 1);
          history[end] = word;
          everyWord.add(word == Vocabulary.EOS ? Arrays.copyOf(sentence, end) : history);
        }
      }
    }
    HeldOut all =
        HeldOut.of(
            layout(order), new String[] {"all"}, List.of(Texts.count(layout(order), everyWord)));
    double[] p =
        new EvaluationModel(all, counts(all, table, scale).relative(), 1.0 / VOCABULARY, curves)
            .probabilities();
    EvaluationFormula formula = new EvaluationFormula(text, order, size, CLOSED, curves);
    TreeMap<String, double[]> sums = new TreeMap<>();
    for (int e = 0; e < p.length; e++) {
      List<Integer> history = new ArrayList<>();
      for (int position = Math.min(order, all.order(e)) - 1; position >= 1; position--) {
        history.add(all.token(e, position));
      }
      assertThat(p[e])
          .isCloseTo(formula.probability(history, all.word(e), VOCABULARY), within(1e-6));
      double[] sum = sums.computeIfAbsent(history.toString(), h -> new double[2]);
      sum[0] += p[e];
      sum[1]++;
    }
    sums.values().stream()
        .filter(sum -> sum[1] == VOCABULARY)
        .forEach(sum -> assertThat(sum[0]).isCloseTo(1, within(1e-9)));
    assertThat(sums.values()).anyMatch(sum -> sum[1] == VOCABULARY);
  }

  @Test
  void theDiscountsOfModifiedKneserNeyGiveItsProbabilitiesOnR() {
    List<int[]> text = Smoothings.corpus(5, 400, 9, 9);
    HeldOut test = heldOut(3, 6, 0);
    CountRun table = Texts.count(layout(3), text);
    HeldOutCounts counts =
        counts(test, table, new RelativeScale(3, table.total(), (double) table.total()));
    DiscountCurve[] curves = new DiscountCurve[4];
    for (int n = 1; n <= 3; n++) {
      Discounts d = counts.discounts(n, 3, new ModifiedKneserNey(), VOCABULARY);
      double low = d.of(1);
      double second = d.of(2) - d.of(1);
      double third = d.of(3) - d.of(2);
      curves[n] = new DiscountCurve(low, low, low, low, low, second, third, 0, 0, 0);
    }
    double[] ours =
        new EvaluationModel(test, counts.relative(), 1.0 / VOCABULARY, curves).probabilities();
    double[] theirs =
        HeldOutScore.probabilities(new ModifiedKneserNey(), test, counts, 3, VOCABULARY);
    assertThat(ours).containsExactly(theirs, within(1e-12));
  }

  @Test
  void noOtherDiscountsMakeGuardMoreProbable() {
    List<int[]> text = Smoothings.corpus(5, 200, 9, 9);
    HeldOut test = heldOut(2, 6, 300);
    CountRun table = Texts.count(layout(2), text);
    RelativeCounts counts =
        counts(test, table, new RelativeScale(2, table.total(), (double) table.total())).relative();
    DiscountCurve[] best = DiscountFit.curves(test, counts, 1.0 / VOCABULARY, 2_000);
    double highest = logarithm(test, counts, best);
    for (int n = 1; n <= 2; n++) {
      for (int k = 0; k < DiscountCurve.SEGMENTS; k++) {
        for (double step : new double[] {-.02, .02}) {
          DiscountCurve[] other = best.clone();
          double[] slopes = best[n].slopes.clone();
          slopes[k] += step;
          other[n] = new DiscountCurve(slopes);
          assertThat(logarithm(test, counts, other)).as("order " + n).isLessThan(highest);
        }
      }
    }
  }

  /** log of guard's probability and of the prior. */
  private static double logarithm(HeldOut test, RelativeCounts counts, DiscountCurve[] curves) {
    double[] p = new EvaluationModel(test, counts, 1.0 / VOCABULARY, curves).probabilities();
    double sum = 0;
    for (int e = 0; e < p.length; e++) {
      sum += test.guard()[e] * Math.log(p[e]);
    }
    for (int n = 1; n < curves.length; n++) {
      for (int k = 0; k < DiscountCurve.SEGMENTS; k++) {
        double usual = DiscountCurve.usual(k);
        sum +=
            DiscountFit.PRIOR
                * (usual * Math.log(curves[n].slopes[k])
                    + (1 - usual) * Math.log(1 - curves[n].slopes[k]));
      }
    }
    return sum;
  }

  private static KeyLayout layout(int order) {
    return KeyLayout.of(order, 64);
  }

  private static long[] unigrams(List<int[]> text) {
    long[] counts = new long[64];
    for (int[] sentence : text) {
      counts[Vocabulary.EOS]++;
      for (int token : sentence) {
        counts[token]++;
      }
    }
    return counts;
  }

  /** Two strata of test and guard, with words outside R. */
  private static HeldOut heldOut(int order, long seed, int guard) {
    return HeldOut.of(
        layout(order),
        new String[] {"a", "b"},
        List.of(
            Texts.count(layout(order), closed(Smoothings.corpus(seed, 20, 8, 12))),
            Texts.count(layout(order), closed(Smoothings.corpus(seed + 1, 9, 8, 12)))),
        Texts.count(layout(order), closed(Smoothings.corpus(seed + 2, guard, 8, 12))));
  }

  private static List<int[]> closed(List<int[]> text) {
    return text.stream()
        .map(s -> Arrays.stream(s).map(w -> w < CLOSED ? w : Vocabulary.UNK).toArray())
        .toList();
  }

  private static HeldOutCounts counts(HeldOut test, CountRun table, RelativeScale scale) {
    HeldOutCounts counts =
        new HeldOutCounts(test, table.layout(), new int[] {scale.order()}, CLOSED, 1, scale);
    SuffixScan.of(table, counts);
    return counts;
  }

  private static double perplexity(HeldOut test, CountRun table, int order, double size) {
    RelativeScale scale = new RelativeScale(order, table.total(), size);
    return EvaluationModel.fit(test, counts(test, table, scale), VOCABULARY).score().perplexity();
  }
}
