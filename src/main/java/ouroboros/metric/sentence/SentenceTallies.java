package ouroboros.metric.sentence;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of events in sentences, by key. All are whole numbers, so merging is exact.
 *
 * @param answers as {@link PromptAnswers#counts}
 * @param styles as {@link StyleRatios#counts}
 * @param planted as {@link PlantedStatements#counts}
 */
@SuppressWarnings("ArrayRecordComponent")
public record SentenceTallies(long[][] answers, long[][] styles, long[] planted)
    implements Serializable {
  private static final long[][] NO_KEYS = {{}, {}};

  /** Nothing was counted. */
  public static final SentenceTallies NONE = new SentenceTallies(NO_KEYS, NO_KEYS, new long[0]);

  SentenceTallies merge(SentenceTallies more) {
    return new SentenceTallies(
        merge(answers, more.answers),
        merge(styles, more.styles),
        PlantedStatements.merge(planted, more.planted));
  }

  /** The sum of two lists of keys and their counts. */
  private static long[][] merge(long[][] a, long[][] b) {
    if (a[0].length == 0 || b[0].length == 0) {
      return a[0].length == 0 ? b : a;
    }
    TreeMap<Long, long[]> both = new TreeMap<>();
    for (long[][] part : new long[][][] {a, b}) {
      for (int i = 0; i < part[0].length; i++) {
        both.computeIfAbsent(part[0][i], k -> new long[1])[0] += part[1][i];
      }
    }
    return sorted(both);
  }

  /** [2, keys] row 0: the keys, ascending; row 1: their counts. */
  static long[][] sorted(Map<Long, long[]> counts) {
    TreeMap<Long, long[]> of = new TreeMap<>(counts);
    return new long[][] {
      of.keySet().stream().mapToLong(Long::longValue).toArray(),
      of.values().stream().mapToLong(times -> times[0]).toArray()
    };
  }
}
