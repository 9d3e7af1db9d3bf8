package ouroboros.dating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ouroboros.metric.count.PairCounter;

/** The n-grams of one length in R and in a candidate. Immutable. */
public final class NgramCounts {
  /** A model of this order or a longer one writes no new n-gram; a few come from odd sentences. */
  private static final double FEW = .001;

  private final RareNgrams real;
  private final int[] inText;
  private final long fresh;
  private final long tokens;

  private NgramCounts(RareNgrams real, int[] inText, long fresh, long tokens) {
    this.real = real;
    this.inText = inText;
    this.fresh = fresh;
    this.tokens = tokens;
  }

  /**
   * Counts a text.
   *
   * @param keys its n-grams, as far as they are in the sample
   * @param counts of each key; keys may be repeated
   */
  public static NgramCounts of(RareNgrams real, long[] keys, long[] counts) {
    int[] inText = new int[real.size()];
    long fresh = 0;
    long tokens = 0;
    for (int i = 0; i < keys.length; i++) {
      int type = real.type(keys[i]);
      tokens += counts[i];
      if (type < 0) {
        fresh += counts[i];
      } else {
        inText[type] = (int) Math.min(inText[type] + counts[i], Integer.MAX_VALUE);
      }
    }
    return new NgramCounts(real, inText, fresh, tokens);
  }

  /** The n-grams of a text of each length, the longest ones first. */
  public static List<NgramCounts> of(List<RareNgrams> real, List<NgramTokens> text) {
    List<NgramCounts> all = new ArrayList<>();
    for (int i = real.size() - 1; i >= 0; i--) {
      long[] ones = new long[text.get(i).keys().length];
      Arrays.fill(ones, 1);
      all.add(of(real.get(i), text.get(i).keys(), ones));
    }
    return List.copyOf(all);
  }

  /** Whether models drew these n-grams as a whole: then the text has none that R lacks. */
  boolean areDrawn() {
    return tokens > 0 && fresh <= FEW * tokens;
  }

  /** What the counts say about age. */
  Evidence evidence() {
    PairCounter pairs = new PairCounter();
    for (int type = 0; type < inText.length; type++) {
      pairs.add(real.count(type), inText[type]);
    }
    return Evidence.of(
        real.order(), pairs.histogram(), real.repeats(), values -> real.clustering(values, inText));
  }
}
