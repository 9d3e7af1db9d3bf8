package ouroboros.ngram.sampling;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.IntStream;
import ouroboros.random.Philox;
import ouroboros.text.Vocabulary;

/**
 * Top-k and top-p for a model without shorter contexts (maximum likelihood). Each context keeps its
 * {@code topK} most probable words, and of these the fewest that have the share {@code topP} of
 * their probability. Counts are compared as integers; ties go to the lower id. The words that are
 * kept keep their counts, so a cut costs no time while drawing.
 *
 * <p>{@code topP} is read as the decimal number that the user wrote, rounded down to a multiple of
 * 2^-63: 0.9 of ten counts are nine. Cost: a partial sort of each context; 16 bytes per slot that
 * is kept.
 */
final class Truncation {
  private static final int CHUNK = 1 << 10;

  private final Sampler model;
  private final int topK;
  private final long share;
  private final boolean drawsUnknown;

  private Truncation(Sampler model, Decoding decoding, boolean drawsUnknown) {
    this.model = model;
    this.drawsUnknown = drawsUnknown;
    topK = decoding.topK() == 0 ? Integer.MAX_VALUE : decoding.topK();
    BigDecimal scaled = BigDecimal.valueOf(decoding.topP()).multiply(TWO_63);
    share = scaled.toBigInteger().min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }

  private static final BigDecimal TWO_63 = new BigDecimal(BigInteger.ONE.shiftLeft(63));

  /** Cuts all contexts of a model. */
  static Sampler of(Sampler model, Decoding decoding, boolean drawsUnknown) {
    Truncation truncation = new Truncation(model, decoding, drawsUnknown);
    int contexts = model.contexts();
    boolean whole = decoding.topP() == 1;
    int[][] kept = new int[contexts][];
    IntStream.range(0, (contexts + CHUNK - 1) / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              for (int c = chunk * CHUNK; c < Math.min(contexts, (chunk + 1) * CHUNK); c++) {
                int[] ranked = truncation.mostProbable(c);
                kept[c] = whole ? ranked : truncation.nucleus(c, ranked);
              }
            });
    return truncation.keep(kept);
  }

  /** The slots of a context by descending count, at most {@code topK}. */
  private int[] mostProbable(int c) {
    int from = model.offsets[c];
    int[] slots =
        IntStream.range(from, model.offsets[c + 1])
            .filter(slot -> drawsUnknown || model.words[slot] != Vocabulary.UNK)
            .toArray();
    if (slots.length == 0) {
      return new int[] {from};
    }
    long[] counts = new long[slots.length];
    for (int i = 0; i < slots.length; i++) {
      counts[i] = model.count(c, slots[i]);
    }
    return Descending.best(slots, counts, topK);
  }

  /** The first of these slots that together have the share {@code topP} of all their counts. */
  private int[] nucleus(int c, int[] ranked) {
    long all = 0;
    for (int slot : ranked) {
      all += model.count(c, slot);
    }
    // ceil(share x all): the product is a number of units of 2^-63.
    long high = (Philox.unsignedMultiplyHigh(share, all) << 1) | ((share * all) >>> 63);
    long enough = ((share * all) << 1) == 0 ? high : high + 1;
    long sum = 0;
    int many = 0;
    while (many == 0 || (many < ranked.length && sum < enough)) {
      sum += model.count(c, ranked[many++]);
    }
    return java.util.Arrays.copyOf(ranked, many);
  }

  private Sampler keep(int[][] kept) {
    int[] offsets = new int[kept.length + 1];
    for (int c = 0; c < kept.length; c++) {
      offsets[c + 1] = offsets[c] + kept[c].length;
    }
    int slots = offsets[kept.length];
    long[] cumulative = new long[slots];
    int[] words = new int[slots];
    int[] next = new int[slots];
    for (int c = 0; c < kept.length; c++) {
      java.util.Arrays.sort(kept[c]);
      long sum = 0;
      int to = offsets[c];
      for (int slot : kept[c]) {
        sum += model.count(c, slot);
        cumulative[to] = sum;
        words[to] = model.words[slot];
        next[to++] = model.next[slot];
      }
    }
    return new Sampler(
        model.order,
        model.start,
        offsets,
        cumulative,
        words,
        next,
        model.shorter,
        model.levels,
        model.interpolation,
        model.exceptions);
  }
}
