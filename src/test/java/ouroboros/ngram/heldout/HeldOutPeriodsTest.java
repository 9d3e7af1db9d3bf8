package ouroboros.ngram.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.Texts;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.text.Vocabulary;

/** Seeds 1 to 5: fixed texts, so nothing is random. */
class HeldOutPeriodsTest {
  private static final KeyLayout LAYOUT = KeyLayout.of(3, 64);
  private static final int CLOSED = 64;
  private static final List<int[]> OLD = Smoothings.corpus(1, 20, 8, 12);
  private static final List<int[]> NEW = Smoothings.corpus(2, 9, 8, 9);
  private static final CountRun GUARD = Texts.count(LAYOUT, Smoothings.corpus(3, 15, 8, 12));
  private static final List<int[]> TRAINING = Smoothings.corpus(4, 30, 8, 10);

  private static HeldOutCounts counts(HeldOut text) {
    CountRun table = Texts.count(LAYOUT, TRAINING);
    HeldOutCounts counts =
        new HeldOutCounts(
            text,
            LAYOUT,
            new int[] {3},
            CLOSED,
            1,
            new RelativeScale(3, table.total(), table.total()));
    SuffixScan.of(table, counts);
    return counts;
  }

  private static HeldOut text(List<CountRun> strata) {
    String[] names =
        IntStream.range(0, strata.size()).mapToObj(s -> "s" + s).toArray(String[]::new);
    return HeldOut.of(LAYOUT, names, strata, GUARD);
  }

  @Test
  void aPeriodHasTheScoreOfItsTextAlone() {
    CountRun old = Texts.count(LAYOUT, OLD);
    CountRun recent = Texts.count(LAYOUT, NEW);
    List<int[]> first = OLD.subList(0, 7);
    List<int[]> rest = Stream.concat(OLD.stream().skip(7), NEW.stream()).toList();
    HeldOut text = text(List.of(Texts.count(LAYOUT, first), Texts.count(LAYOUT, rest)));
    HeldOutPeriods periods =
        new HeldOutPeriods(text, List.of("1800", "1900"), List.of(old, recent));
    HeldOutScore score = EvaluationModel.fit(text, counts(text), CLOSED).score(periods);
    for (int p = 0; p < 2; p++) {
      HeldOut alone = text(List.of(p == 0 ? old : recent));
      HeldOutCounts counts = counts(alone);
      double expected = EvaluationModel.fit(alone, counts, CLOSED).score().perplexity();
      assertThat(score.perplexity(p)).isCloseTo(expected, within(1e-9));
      assertThat(periods.outOfVocabulary(p, counts(text)))
          .isEqualTo(alone.outOfVocabulary(counts))
          .isEqualTo(absent(p == 0 ? OLD : NEW));
    }
    HeldOutScore whole = EvaluationModel.fit(text, counts(text), CLOSED).score();
    assertThat(score.allTokens()).isEqualTo(whole.allTokens());
    assertThat(score.perplexity()).isCloseTo(whole.perplexity(), within(1e-9));
    assertThat(score.perplexity(0)).isNotCloseTo(score.perplexity(1), within(1e-3));
  }

  private static double absent(List<int[]> text) {
    Set<Integer> known =
        TRAINING.stream().flatMapToInt(IntStream::of).boxed().collect(Collectors.toSet());
    long all = text.stream().flatMapToInt(IntStream::of).count();
    long absent =
        text.stream()
            .flatMapToInt(IntStream::of)
            .filter(word -> word == Vocabulary.UNK || !known.contains(word))
            .count();
    return (double) absent / all;
  }
}
