package ouroboros.ngram.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.Texts;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.text.Vocabulary;

/** Over random small corpora; none of these claims can fail by chance. */
class LikeliestTokensTest {
  private static final int CLOSED = Vocabulary.FIRST_WORD + 9;
  private static final int VOCABULARY = 11;

  /** The probabilities of the formula are not rounded to the fixed point of the counts. */
  private static final double ROUNDING = 1e-6;

  @Property(tries = 200)
  void noTokenIsMoreProbableAndTheErrorIsTheClosedSum(
      @ForAll @IntRange(min = 1, max = 4) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 60) int sentences,
      @ForAll @IntRange(min = 1, max = 12) int types,
      @ForAll @IntRange(min = 20, max = 2_000) int size) {
    List<int[]> text = Smoothings.corpus(seed, sentences, 7, types);
    HeldOut test = heldOut(order, seed + 1);
    CountRun table = Texts.count(layout(order), text);
    RelativeScale scale = new RelativeScale(order, table.total(), size);
    HeldOutCounts counts = counts(test, table, scale);
    DiscountCurve[] curves = DiscountFit.curves(test, counts.relative(), 1.0 / VOCABULARY);
    LikeliestTokens likeliest =
        EvaluationModel.fit(test, counts, VOCABULARY).likeliest(counts.likeliest());
    EvaluationFormula formula = new EvaluationFormula(text, order, size, CLOSED, curves);
    double[] confidence = new double[15];
    double[] right = new double[15];
    double tokens = 0;
    for (int e = 0; e < test.entries(); e++) {
      long many = test.count(0, e) + test.count(1, e);
      if (many == 0) {
        continue;
      }
      List<Integer> history = new ArrayList<>();
      for (int position = Math.min(order, test.order(e)) - 1; position >= 1; position--) {
        history.add(test.token(e, position));
      }
      double highest = 0;
      for (int word = 0; word < CLOSED; word++) {
        if (word != Vocabulary.BOS) {
          highest = Math.max(highest, formula.probability(history, word, VOCABULARY));
        }
      }
      double p = likeliest.probability(e);
      assertThat(p).isCloseTo(highest, within(ROUNDING));
      assertThat(formula.probability(history, likeliest.token(e), VOCABULARY))
          .isCloseTo(highest, within(ROUNDING));
      int bin = 0;
      while (bin < 14 && p > (bin + 1) / 15.0) {
        bin++;
      }
      confidence[bin] += many * p;
      right[bin] += likeliest.token(e) == test.word(e) ? many : 0;
      tokens += many;
    }
    double error = 0;
    for (int k = 0; k < 15; k++) {
      error += Math.abs(right[k] - confidence[k]) / tokens;
    }
    assertThat(EvaluationModel.fit(test, counts, VOCABULARY).calibration(counts).error())
        .isCloseTo(error, within(1e-12));
  }

  @Property(tries = 100)
  void noCutIntoRangesChangesABitAlsoWhenWrittenAndRead(
      @ForAll @IntRange(min = 1, max = 4) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 2, max = 9) int ranges)
      throws IOException {
    CountRun table = Texts.count(layout(order), Smoothings.corpus(seed, 50, 8, 12));
    HeldOut test = heldOut(order, seed + 1);
    List<CountRun> cut = new ArrayList<>(KeyRanges.even(layout(order), ranges).cut(table));
    Collections.reverse(cut);
    RelativeScale scale = new RelativeScale(order, table.total(), 300);
    HeldOutCounts sum = counts(test, CountRun.empty(layout(order)), scale);
    for (CountRun range : cut) {
      sum.add(writtenAndRead(counts(test, range, scale)));
    }
    Calibration parts = EvaluationModel.fit(test, sum, VOCABULARY).calibration(sum);
    HeldOutCounts whole = counts(test, table, scale);
    Calibration all = EvaluationModel.fit(test, whole, VOCABULARY).calibration(whole);
    assertThat(parts.tokens()).isEqualTo(all.tokens());
    assertThat(parts.right()).isEqualTo(all.right());
    assertThat(parts.confidence()).isEqualTo(all.confidence());
  }

  private static HeldOutCounts writtenAndRead(HeldOutCounts counts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    counts.write(new DataOutputStream(bytes));
    return HeldOutCounts.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static HeldOutCounts counts(HeldOut test, CountRun table, RelativeScale scale) {
    HeldOutCounts counts =
        new HeldOutCounts(test, table.layout(), new int[] {scale.order()}, CLOSED, 1, scale)
            .calibrating(test);
    SuffixScan.of(table, counts);
    return counts;
  }

  private static KeyLayout layout(int order) {
    return KeyLayout.of(order, 64);
  }

  /** Two strata of test and guard, with words outside R. */
  private static HeldOut heldOut(int order, long seed) {
    return HeldOut.of(
        layout(order),
        new String[] {"a", "b"},
        List.of(
            Texts.count(layout(order), closed(Smoothings.corpus(seed, 20, 8, 12))),
            Texts.count(layout(order), closed(Smoothings.corpus(seed + 1, 9, 8, 12)))),
        Texts.count(layout(order), closed(Smoothings.corpus(seed + 2, 20, 8, 12))));
  }

  private static List<int[]> closed(List<int[]> text) {
    return text.stream()
        .map(s -> Arrays.stream(s).map(w -> w < CLOSED ? w : Vocabulary.UNK).toArray())
        .toList();
  }
}
