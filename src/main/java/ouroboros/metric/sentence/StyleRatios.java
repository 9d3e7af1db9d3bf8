package ouroboros.metric.sentence;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.metric.count.CompensatedSum;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.text.Vocabulary;

/**
 * The style of each sentence between two strata: the mean over its words of {@link StyleModel}'s
 * log-ratio.
 *
 * <p>State: how many sentences have each style, rounded to 2^-10 bits. Cost: one addition per token
 * and pair of strata.
 */
public final class StyleRatios implements SentenceSink {
  /** Styles are counted in units of 1/{@value} bits. */
  private static final long STEPS = 1 << 10;

  private static final long ZERO = 1L << 31;

  private final StyleModel model;
  private final Map<Long, long[]> counts = new HashMap<>();

  public StyleRatios(StyleModel model) {
    this.model = model;
  }

  @Override
  public void accept(long unit, int[] tokens, int start, int end) {
    if (start == end) {
      return;
    }
    for (int k = 0; k < model.pairs().size(); k++) {
      int[] ratios = model.ratios()[k];
      long sum = 0;
      for (int i = start; i < end; i++) {
        sum += ratios[tokens[i] < ratios.length ? tokens[i] : Vocabulary.UNK];
      }
      long unitsOf = (StyleModel.BIT / STEPS) * (end - start);
      long style = Math.floorDiv(2 * sum + unitsOf, 2 * unitsOf);
      StyleModel.Pair pair = model.pairs().get(k);
      long key = ((long) pair.first() * model.strata() + pair.second()) << 32 | (style + ZERO);
      counts.computeIfAbsent(key, c -> new long[1])[0]++;
    }
  }

  /** [2, styles] row 0: (pair of strata, style), ascending; row 1: how many sentences have it. */
  public long[][] counts() {
    return SentenceTallies.sorted(counts);
  }

  /**
   * The distribution of the styles between two strata, in bits a token.
   *
   * @param sd standard deviation
   * @param low the lowest style that at least 1 % of the sentences do not exceed
   * @param high the same for 99 %
   */
  public record Spread(StyleModel.Pair pair, double sd, double low, double high) {}

  /** By pair of strata, in the order of their numbers. */
  static Iterable<Spread> spreads(long[][] counts, int strata) {
    TreeMap<Long, TreeMap<Long, Long>> byPair = new TreeMap<>();
    for (int i = 0; i < counts[0].length; i++) {
      byPair
          .computeIfAbsent(counts[0][i] >>> 32, p -> new TreeMap<>())
          .put((counts[0][i] & 0xFFFFFFFFL) - ZERO, counts[1][i]);
    }
    return byPair.entrySet().stream()
        .map(
            of ->
                spread(
                    new StyleModel.Pair((int) (of.getKey() / strata), (int) (of.getKey() % strata)),
                    of.getValue()))
        .toList();
  }

  private static Spread spread(StyleModel.Pair pair, SortedMap<Long, Long> styles) {
    double n = styles.values().stream().mapToLong(Long::longValue).sum();
    CompensatedSum sum = new CompensatedSum();
    styles.forEach((style, times) -> sum.add((double) style * times));
    double mean = sum.value() / n;
    CompensatedSum squares = new CompensatedSum();
    styles.forEach((style, times) -> squares.add((style - mean) * (style - mean) * times));
    return new Spread(
        pair,
        Math.sqrt(squares.value() / n) / STEPS,
        (double) quantile(styles, n, 1) / STEPS,
        (double) quantile(styles, n, 99) / STEPS);
  }

  private static long quantile(SortedMap<Long, Long> styles, double n, int percent) {
    double below = 0;
    for (Map.Entry<Long, Long> style : styles.entrySet()) {
      below += style.getValue();
      if (100 * below >= percent * n) {
        return style.getKey();
      }
    }
    return styles.lastKey();
  }
}
