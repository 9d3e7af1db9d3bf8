package ouroboros.dating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.metric.count.PairCounter;
import ouroboros.metric.count.PairHistogram;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SuffixScan;

/**
 * Lineages of the order-1 model without smoothing: each token is one of the tokens of the training
 * set, drawn with replacement. Nothing is approximated.
 */
final class SimulatedLineage {
  private final int types;
  private final int[] real;
  private final SplittableRandom random;

  /**
   * @param tokens of R, drawn from a Zipf law over many more types than R has
   */
  SimulatedLineage(int tokens, long seed) {
    random = new SplittableRandom(seed);
    int all = tokens * 4;
    double[] cumulative = new double[all];
    double sum = 0;
    for (int i = 0; i < all; i++) {
      sum += Math.pow(i + 3, -1.07);
      cumulative[i] = sum;
    }
    real = new int[tokens];
    for (int i = 0; i < tokens; i++) {
      int at = Arrays.binarySearch(cumulative, random.nextDouble() * sum);
      real[i] = Math.min(at < 0 ? -at - 1 : at, all - 1);
    }
    types = all;
  }

  /** S_k under mixture; share 0 is replace. */
  int[] mixture(int k, double share) {
    int[] text = drawn(real, real.length);
    for (int g = 2; g <= k; g++) {
      int[] training = new int[real.length];
      for (int i = 0; i < training.length; i++) {
        training[i] = random.nextDouble() < share ? real[random.nextInt(real.length)] : text[i];
      }
      text = drawn(training, real.length);
    }
    return text;
  }

  /** S_k under accumulate. */
  int[] accumulate(int k) {
    List<int[]> all = new ArrayList<>(List.of(real));
    int[] text = real;
    for (int g = 1; g <= k; g++) {
      text = new int[real.length];
      for (int i = 0; i < text.length; i++) {
        text[i] = all.get(random.nextInt(all.size()))[random.nextInt(real.length)];
      }
      all.add(text);
    }
    return text;
  }

  int[] real() {
    return real;
  }

  int[] drawn(int[] from, int tokens) {
    int[] text = new int[tokens];
    for (int i = 0; i < tokens; i++) {
      text[i] = from[random.nextInt(from.length)];
    }
    return text;
  }

  /** The pair histogram of R and a text. */
  PairHistogram pairs(int[] text) {
    return pairs(real, text);
  }

  PairHistogram pairs(int[] first, int[] text) {
    long[] r = counts(first);
    long[] s = counts(text);
    PairCounter pairs = new PairCounter();
    for (int i = 0; i < types; i++) {
      if (r[i] + s[i] > 0) {
        pairs.add(r[i], s[i]);
      }
    }
    return pairs.histogram();
  }

  /** What {@link Dating} reads: a text in one group, and the halves of R. */
  DatedCounts counts(int[] first, int[] text) {
    int half = first.length / 2;
    return new DatedCounts(
        grouped(first, text),
        List.of(),
        grouped(Arrays.copyOf(first, half), Arrays.copyOfRange(first, half, 2 * half)),
        new RareRepeats(),
        TokenHabits.NONE,
        TokenHabits.NONE);
  }

  private GroupedCounts grouped(int[] first, int[] text) {
    KeyLayout grouped = KeyLayout.ofBits(2, 24);
    GroupedCounts.Collector collector = new GroupedCounts.Collector(grouped);
    SuffixScan.of(run(first, grouped), run(text, grouped), CountRun.empty(grouped), collector);
    return collector.finish();
  }

  private CountRun run(int[] text, KeyLayout grouped) {
    long[] counts = counts(text);
    long[] keys = new long[types];
    long[] used = new long[types];
    int size = 0;
    for (int i = 0; i < types; i++) {
      if (counts[i] > 0) {
        keys[size] = i + 3L;
        used[size++] = counts[i];
      }
    }
    return new CountRun(KeyLayout.ofBits(1, 24), new long[][] {keys}, used, size)
        .preceded(grouped, 0);
  }

  private long[] counts(int[] text) {
    long[] counts = new long[types];
    for (int id : text) {
      counts[id]++;
    }
    return counts;
  }
}
