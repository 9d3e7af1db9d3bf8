package ouroboros.metric;

import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a text's sentences besides how often each stands there: integers, merged over
 * any parts of the text.
 */
public final class SentenceTotals implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No sentences. */
  public static final SentenceTotals NONE =
      new SentenceTotals(0, 0, null, new long[0], new int[0][]);

  private final long grams;
  private final long repeats;
  private final @Nullable VocabularyGrowth growth;

  /** Numbers of the sampled sentences, ascending, and the sentences. */
  private final long[] units;

  private final int[][] sample;

  SentenceTotals(
      long grams, long repeats, @Nullable VocabularyGrowth growth, long[] units, int[][] sample) {
    this.grams = grams;
    this.repeats = repeats;
    this.growth = growth;
    this.units = units;
    this.sample = sample;
  }

  /** Of both parts. */
  public SentenceTotals merge(SentenceTotals more) {
    TreeMap<Long, int[]> both = new TreeMap<>();
    put(both);
    more.put(both);
    return new SentenceTotals(
        grams + more.grams,
        repeats + more.repeats,
        growth == null ? more.growth : more.growth == null ? growth : growth.merge(more.growth),
        both.keySet().stream().mapToLong(Long::longValue).toArray(),
        both.values().toArray(int[][]::new));
  }

  private void put(TreeMap<Long, int[]> into) {
    for (int i = 0; i < units.length; i++) {
      into.put(units[i], sample[i]);
    }
  }

  /** Share of 4-grams that stand earlier in their sentence; NaN without 4-grams. */
  public double repetition() {
    return grams == 0 ? Double.NaN : (double) repeats / grams;
  }

  /** See {@link VocabularyGrowth#heapsExponent}; NaN where it was not collected. */
  public double heapsExponent() {
    return growth == null ? Double.NaN : growth.heapsExponent();
  }

  /** The sampled sentences in the order of their numbers. */
  public List<int[]> sample() {
    return List.of(sample);
  }
}
