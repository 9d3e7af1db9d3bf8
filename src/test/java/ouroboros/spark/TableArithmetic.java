package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.text.Vocabulary;

/**
 * Count tables as sets of n-grams with counts: slow and simple code, for comparison with the fast
 * code.
 */
final class TableArithmetic {
  private TableArithmetic() {}

  static CountRun plus(CountRun a, CountRun b) {
    return CountMerge.sum(a.layout(), List.of(a, b));
  }

  static CountRun minus(CountRun a, CountRun b) {
    TreeMap<List<Integer>, Long> left = entries(a);
    entries(b).forEach((key, count) -> left.merge(key, -count, Long::sum));
    assertThat(left.values()).allMatch(count -> count >= 0);
    long[][] keys = new long[a.layout().words()][a.size()];
    long[] counts = new long[a.size()];
    int size = 0;
    for (int i = 0; i < a.size(); i++) {
      long count = left.get(key(a, i));
      if (count > 0) {
        for (int w = 0; w < keys.length; w++) {
          keys[w][size] = a.keys()[w][i];
        }
        counts[size++] = count;
      }
    }
    return new CountRun(a.layout(), keys, counts, size);
  }

  private static List<Integer> key(CountRun run, int i) {
    KeyLayout layout = run.layout();
    List<Integer> key = new ArrayList<>();
    for (int p = 0; p < layout.order(); p++) {
      key.add(layout.token(run.keys(), i, p));
    }
    return key;
  }

  private static TreeMap<List<Integer>, Long> entries(CountRun run) {
    TreeMap<List<Integer>, Long> entries = new TreeMap<>(Comparator.comparing(List::toString));
    for (int i = 0; i < run.size(); i++) {
      entries.put(key(run, i), run.counts()[i]);
    }
    return entries;
  }

  /** N-grams that end a sentence. */
  static long sentencesOf(CountRun run) {
    long ends = 0;
    for (int i = 0; i < run.size(); i++) {
      if (run.layout().token(run.keys(), i, 0) == Vocabulary.EOS) {
        ends += run.counts()[i];
      }
    }
    return ends;
  }

  static boolean isWithin(CountRun part, CountRun whole) {
    TreeMap<List<Integer>, Long> most = entries(whole);
    return entries(part).entrySet().stream()
        .allMatch(entry -> most.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
  }

  static void assertWithin(CountRun part, CountRun whole) {
    assertThat(isWithin(part, whole)).isTrue();
  }

  static boolean equal(CountRun a, CountRun b) {
    return entries(a).equals(entries(b));
  }

  static void assertSame(CountRun a, CountRun b) {
    assertThat(equal(a, b)).isTrue();
  }
}
