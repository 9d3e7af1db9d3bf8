package ouroboros.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.text.Vocabulary;

class TwoCountsTest {
  /** Two texts with common sentences: counted together, then apart. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6})
  void countsOfBothAreThoseOfEachAlone(int order) {
    KeyLayout layout = KeyLayout.of(order, 1 << 13);
    NgramCounter common = new NgramCounter(layout, 1);
    NgramCounter onlyFirst = new NgramCounter(layout, 1);
    NgramCounter onlySecond = new NgramCounter(layout, 1);
    NgramCounter first = new NgramCounter(layout, 1);
    NgramCounter second = new NgramCounter(layout, 1);
    SplittableRandom random = new SplittableRandom(order);
    for (int i = 0; i < 3000; i++) {
      int[] text = random.ints(5, Vocabulary.FIRST_WORD, Vocabulary.FIRST_WORD + 6).toArray();
      int place = random.nextInt(4);
      if (place == 0) {
        onlyFirst.add(text, 0, 5);
      } else if (place == 1) {
        onlySecond.add(text, 0, 5);
      } else {
        common.add(text, 0, 5);
      }
      if (place != 1) {
        first.add(text, 0, 5);
      }
      if (place != 0) {
        second.add(text, 0, 5);
      }
    }
    // A sentence that only one of them has.
    int[] own = {Vocabulary.FIRST_WORD + 20};
    onlyFirst.add(own, 0, 1);
    first.add(own, 0, 1);
    int[] other = {Vocabulary.FIRST_WORD + 21};
    onlySecond.add(other, 0, 1);
    second.add(other, 0, 1);

    int[] shared = {Vocabulary.FIRST_WORD + 22};
    for (NgramCounter each : List.of(common, first, second)) {
      each.add(shared, 0, 1);
    }

    CountRun both =
        TwoCounts.of(
            layout,
            List.of(common.finish()),
            List.of(onlyFirst.finish()),
            List.of(onlySecond.finish()));
    CountRun ofFirst = first.finish();
    CountRun ofSecond = second.finish();

    int equal = 0;
    for (int i = 0; i < both.size(); i++) {
      long count = both.counts()[i];
      assertThat(TwoCounts.isSame(count))
          .isEqualTo(TwoCounts.first(count) == TwoCounts.second(count));
      equal += TwoCounts.isSame(count) ? 1 : 0;
    }
    assertThat(equal).isBetween(1, both.size() - 1);
    List<CountRun> split = TwoCounts.split(both);
    same(split.get(0), ofFirst);
    same(split.get(1), ofSecond);
  }

  private static void same(CountRun run, CountRun expected) {
    assertThat(run.size()).isEqualTo(expected.size()).isGreaterThan(5);
    for (int i = 0; i < run.size(); i++) {
      assertThat(run.layout().compare(run.keys(), i, expected.keys(), i)).isZero();
      assertThat(run.counts()[i]).isEqualTo(expected.counts()[i]).isPositive();
    }
  }

  /**
   * Both texts have the sentence 7 8 7 8. Each has one more, which begins with the type that is
   * given, or none where it is 0.
   */
  @ParameterizedTest
  @CsvSource({"7, 0", "0, 7", "9, 0", "0, 9", "7, 9", "9, 7", "9, 11"})
  void oneTextMayHaveAllThatTheOtherHas(int onlyFirst, int onlySecond) {
    for (int order : new int[] {2, 6}) {
      KeyLayout layout = KeyLayout.of(order, 1 << 13);
      CountRun both =
          TwoCounts.of(
              layout, List.of(run(layout, 7)), runs(layout, onlyFirst), runs(layout, onlySecond));
      List<CountRun> split = TwoCounts.split(both);
      assertThat(text(split.get(0))).isEqualTo(text(sum(layout, onlyFirst)));
      assertThat(text(split.get(1))).isEqualTo(text(sum(layout, onlySecond)));
    }
  }

  private static CountRun run(KeyLayout layout, int type) {
    NgramCounter counter = new NgramCounter(layout, 1);
    counter.add(new int[] {type, 8, type, 8}, 0, 4);
    return counter.finish();
  }

  private static List<CountRun> runs(KeyLayout layout, int type) {
    return type == 0 ? List.of() : List.of(run(layout, type));
  }

  private static CountRun sum(KeyLayout layout, int type) {
    List<CountRun> all = new ArrayList<>(List.of(run(layout, 7)));
    all.addAll(runs(layout, type));
    return CountMerge.sum(layout, all);
  }

  private static List<String> text(CountRun run) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < run.size(); i++) {
      StringBuilder line = new StringBuilder();
      for (long[] word : run.keys()) {
        line.append(word[i]).append(' ');
      }
      lines.add(line.append("x ").append(run.counts()[i]).toString());
    }
    return lines;
  }

  @Test
  void equalTextsAreNotCopied() {
    NgramCounter common = new NgramCounter(KeyLayout.of(2, 100), 1);
    common.add(new int[] {7, 8, 7, 8}, 0, 4);
    CountRun both = common.finish();

    assertThat(TwoCounts.of(both.layout(), List.of(both), List.of(), List.of())).isSameAs(both);
    assertThat(TwoCounts.split(both)).allSatisfy(each -> assertThat(each).isSameAs(both));
  }

  @Test
  void moreThanFitIntoOneNumberAreRefused() {
    KeyLayout layout = KeyLayout.of(1, 100);
    long most = (1L << 31) - 1;
    CountRun full = new CountRun(layout, new long[][] {{7}}, new long[] {most}, 1);
    CountRun one = new CountRun(layout, new long[][] {{8}}, new long[] {1}, 1);

    assertThat(TwoCounts.of(layout, List.of(full), List.of(), List.of())).isSameAs(full);
    assertThatThrownBy(() -> TwoCounts.of(layout, List.of(full), List.of(), List.of(one)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2147483648 n-grams of S_g and S'_g are in one key range");
  }
}
