package ouroboros.spark.count;

import java.util.Arrays;
import java.util.function.LongFunction;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;

/** How large the key ranges of a text are. */
public final class RangeSize {
  /** The setting that changes how many of R's tokens a key range has. */
  public static final String SETTING = "spark.ouroboros.tokensPerRange";

  private static final long TOKENS_PER_RANGE = 3 << 19;

  /** Of each part of a token that is cut, about so many occurrences are looked at. */
  private static final long SAMPLED_A_RANGE = 64;

  private RangeSize() {}

  /**
   * Key ranges of whole tokens.
   *
   * @param counts [types] how often each token ends an n-gram
   */
  public static KeyRanges ofTokens(JavaSparkContext spark, KeyLayout layout, long[] counts) {
    return KeyRanges.of(layout, counts, tokens(spark));
  }

  /**
   * The same, but a token that is too frequent for one range has several; where they begin is found
   * in one more pass over R.
   *
   * @param sample gives the n-grams of every k-th sentence of R
   */
  public static KeyRanges of(
      JavaSparkContext spark, KeyLayout layout, long[] counts, LongFunction<CountRun> sample) {
    return of(layout, counts, tokens(spark), sample);
  }

  /**
   * The same for a text of any kind.
   *
   * @param each how many tokens a range has
   */
  public static KeyRanges of(
      KeyLayout layout, long[] counts, long each, LongFunction<CountRun> sample) {
    KeyRanges ranges = KeyRanges.of(layout, counts, each);
    if (Arrays.stream(counts).noneMatch(count -> KeyRanges.isTooFrequent(count, each))) {
      return ranges;
    }
    return ranges.cutInside(counts, each, sample.apply(Math.max(1, each / SAMPLED_A_RANGE)));
  }

  private static long tokens(JavaSparkContext spark) {
    return spark.getConf().getLong(SETTING, TOKENS_PER_RANGE);
  }
}
