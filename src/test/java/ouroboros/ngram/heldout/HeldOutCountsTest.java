package ouroboros.ngram.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
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
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.ngram.smoothing.WittenBell;
import ouroboros.text.Vocabulary;

/** Over random small corpora; none of these claims can fail by chance. */
class HeldOutCountsTest {
  private static final int CLOSED = Vocabulary.FIRST_WORD + 9;
  private static final int VOCABULARY = 11;

  @Property(tries = 150)
  void rangesThatWereSentGiveTheScoresOfTheWholeTable(
      @ForAll @IntRange(min = 1, max = 4) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 5) int ranges,
      @ForAll @IntRange(min = 0, max = 2) int weight)
      throws IOException {
    long unit = 1L << 12 * weight;
    CountRun table = Texts.count(layout(order), Smoothings.corpus(seed, 60, 8, 12)).times(unit);
    HeldOut text = heldOut(order, seed + 1);
    HeldOutCounts whole = scan(text, table, order, unit, false);
    HeldOutCounts sum = null;
    for (CountRun range : KeyRanges.even(layout(order), ranges).cut(table)) {
      HeldOutCounts sent = sent(scan(text, range, table.total(), order, unit, false));
      if (sum == null) {
        sum = sent;
      } else {
        sum.add(sent);
      }
    }
    assertThat(sum.typesWithMarks()).isEqualTo(whole.typesWithMarks());
    assertThat(text.outOfVocabulary(sum)).isEqualTo(text.outOfVocabulary(whole));
    assertThat(EvaluationModel.fit(text, sum, VOCABULARY).probabilities())
        .isEqualTo(EvaluationModel.fit(text, whole, VOCABULARY).probabilities());
    for (Smoothing each : List.of(new Smoothing.None(), new WittenBell())) {
      assertThat(HeldOutScore.probabilities(each, text, sum, order, VOCABULARY))
          .isEqualTo(HeldOutScore.probabilities(each, text, whole, order, VOCABULARY));
    }
    for (int n = 1; n <= order; n++) {
      assertThat(sum.column(n, order, new Smoothing.None()).countsOfCounts)
          .isEqualTo(whole.column(n, order, new Smoothing.None()).countsOfCounts);
    }
  }

  @Property(tries = 100)
  void withoutSmoothingWholeContextsAreEnough(
      @ForAll @IntRange(min = 1, max = 4) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    CountRun table = Texts.count(layout(4), Smoothings.corpus(seed, 60, 8, 12));
    HeldOut text = heldOut(4, seed + 1);
    HeldOutCounts all = scan(text, table, order, 1, false);
    HeldOutCounts fewer = scan(text, table, order, 1, true);
    double[] p = HeldOutScore.probabilities(new Smoothing.None(), text, all, order, VOCABULARY);
    assertThat(HeldOutScore.probabilities(new Smoothing.None(), text, fewer, order, VOCABULARY))
        .isEqualTo(p);
    assertThat(Arrays.stream(p).anyMatch(x -> x > 0)).isTrue();
    assertThat(text.outOfVocabulary(fewer)).isEqualTo(text.outOfVocabulary(all));
    assertThat(EvaluationModel.fit(text, fewer, VOCABULARY).probabilities())
        .isEqualTo(EvaluationModel.fit(text, all, VOCABULARY).probabilities());
  }

  @Test
  void completeCountsCannotBeAdded() {
    CountRun table = Texts.count(layout(2), Smoothings.corpus(1, 10, 8, 12));
    HeldOut text = heldOut(2, 2);
    HeldOutCounts used = scan(text, table, 2, 1, false);
    EvaluationModel.fit(text, used, VOCABULARY);
    assertThatThrownBy(() -> scan(text, table, 2, 1, false).add(used))
        .isInstanceOf(IllegalStateException.class);
  }

  @Property(tries = 200)
  void numbersArriveAsTheyWereSent(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 0, max = 300) int length,
      @ForAll @IntRange(min = 1, max = 63) int bits)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    long[] longs = new long[length];
    int[] ints = new int[length];
    for (int i = 0; i < length; i++) {
      boolean isZero = random.nextInt(3) > 0;
      int whole = random.nextInt(2) * 24;
      longs[i] = isZero ? 0 : random.nextLong() >>> 64 - bits >>> whole << whole;
      ints[i] = isZero ? 0 : (int) (longs[i] & Integer.MAX_VALUE);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    SparseNumbers.write(longs, out);
    SparseNumbers.write(ints, out);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(SparseNumbers.longs(in)).isEqualTo(longs);
    assertThat(SparseNumbers.ints(in)).isEqualTo(ints);
    assertThat(in.available()).isZero();
  }

  @Test
  void aCountBelowZeroIsNotSent() {
    assertThatThrownBy(
            () ->
                SparseNumbers.write(
                    new long[] {-1}, new DataOutputStream(new ByteArrayOutputStream())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static HeldOutCounts sent(HeldOutCounts counts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    counts.write(new DataOutputStream(bytes));
    return HeldOutCounts.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static HeldOutCounts scan(
      HeldOut text, CountRun table, int order, long unit, boolean onlyStarts) {
    return scan(text, table, table.total(), order, unit, onlyStarts);
  }

  private static HeldOutCounts scan(
      HeldOut text, CountRun table, long total, int order, long unit, boolean onlyStarts) {
    RelativeScale scale = new RelativeScale(Math.min(3, order), total, 400);
    int[] tops = java.util.stream.IntStream.rangeClosed(1, order).toArray();
    HeldOutCounts counts = new HeldOutCounts(text, table.layout(), tops, CLOSED, unit, scale);
    SuffixScan.of(table, onlyStarts ? counts.onlyStarts() : counts);
    return counts;
  }

  private static HeldOut heldOut(int order, long seed) {
    return HeldOut.of(
        layout(order),
        new String[] {"a", "b"},
        List.of(
            Texts.count(layout(order), closed(Smoothings.corpus(seed, 20, 8, 12))),
            Texts.count(layout(order), closed(Smoothings.corpus(seed + 1, 9, 8, 12)))),
        Texts.count(layout(order), closed(Smoothings.corpus(seed + 2, 15, 8, 12))));
  }

  private static List<int[]> closed(List<int[]> text) {
    return text.stream()
        .map(s -> Arrays.stream(s).map(w -> w < CLOSED ? w : Vocabulary.UNK).toArray())
        .toList();
  }

  private static KeyLayout layout(int order) {
    return KeyLayout.of(order, 64);
  }
}
