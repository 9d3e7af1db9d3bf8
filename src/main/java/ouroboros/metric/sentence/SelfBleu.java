package ouroboros.metric.sentence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.metric.count.CompensatedSum;

/**
 * How well each sentence of a sample is covered by the others: the mean over the sentences of
 * BLEU-4 with all other sentences as references. It uses clipped precisions for n = 1 .. 4, the
 * brevity penalty for the reference that is closest in length (the shorter of two equally close
 * ones), and 0.1 in place of a numerator of 0 (method 1 of Chen and Cherry). A sentence that shares
 * no word with another has 0.
 *
 * <p>Fewer than two sentences: NaN. Cost: a few look-ups per token and order; memory is
 * proportional to tokens x orders.
 *
 * @see <a href="https://arxiv.org/abs/1802.01886">Zhu et al. (2018), Texygen</a>
 */
public final class SelfBleu {
  private static final int ORDERS = 4;
  private static final double EPSILON = 0.1;

  private final List<int[]> sentences;

  /** [sentences][orders] how often each n-gram (by its number) occurs in a sentence. */
  private final List<List<Map<Integer, Integer>>> grams = new ArrayList<>();

  /**
   * By number of the n-gram: the highest count in one sentence, which sentence that is, the highest
   * count in the others.
   */
  private final List<int[]> most = new ArrayList<>();

  private final Map<Long, Integer> numbers = new HashMap<>();
  private final TreeMap<Integer, Integer> lengths = new TreeMap<>();

  private SelfBleu(List<int[]> sentences) {
    this.sentences = sentences;
    for (int i = 0; i < sentences.size(); i++) {
      lengths.merge(sentences.get(i).length, 1, Integer::sum);
      grams.add(count(sentences.get(i)));
      for (Map<Integer, Integer> order : grams.get(i)) {
        int sentence = i;
        order.forEach((gram, times) -> note(gram, times, sentence));
      }
    }
  }

  /** Mean BLEU-4 over the sentences, summed in their order. */
  public static double of(List<int[]> sentences) {
    if (sentences.size() < 2) {
      return Double.NaN;
    }
    SelfBleu all = new SelfBleu(sentences);
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < sentences.size(); i++) {
      sum.add(all.bleu(i));
    }
    return sum.value() / sentences.size();
  }

  /**
   * The sentences grouped by length: those of 2^k to 2^(k+1) - 1 tokens have the key 2^k; empty
   * ones have the key 0.
   */
  public static SortedMap<Integer, List<int[]>> byLength(List<int[]> sentences) {
    TreeMap<Integer, List<int[]>> classes = new TreeMap<>();
    for (int[] sentence : sentences) {
      int length = Integer.highestOneBit(sentence.length);
      classes.computeIfAbsent(length, l -> new ArrayList<>()).add(sentence);
    }
    return classes;
  }

  /** An n-gram is numbered by the number of its first n - 1 tokens and its last token. */
  private List<Map<Integer, Integer>> count(int[] sentence) {
    List<Map<Integer, Integer>> orders = new ArrayList<>();
    int[] ending = new int[sentence.length];
    for (int n = 1; n <= ORDERS; n++) {
      Map<Integer, Integer> order = new HashMap<>();
      for (int end = sentence.length - 1; end >= n - 1; end--) {
        int before = n == 1 ? 0 : ending[end - 1];
        ending[end] = number((long) before << 32 | sentence[end]);
        order.merge(ending[end], 1, Integer::sum);
      }
      orders.add(order);
    }
    return orders;
  }

  private int number(long gram) {
    int next = numbers.size() + 1;
    Integer number = numbers.putIfAbsent(gram, next);
    if (number != null) {
      return number;
    }
    most.add(new int[] {0, -1, 0});
    return next;
  }

  private void note(int gram, int times, int sentence) {
    int[] known = most.get(gram - 1);
    if (times > known[0]) {
      known[2] = known[0];
      known[0] = times;
      known[1] = sentence;
    } else {
      known[2] = Math.max(known[2], times);
    }
  }

  private double bleu(int i) {
    double logs = 0;
    for (int n = 1; n <= ORDERS; n++) {
      long matched = 0;
      long all = 0;
      for (Map.Entry<Integer, Integer> gram : grams.get(i).get(n - 1).entrySet()) {
        int[] known = most.get(gram.getKey() - 1);
        matched += Math.min(gram.getValue(), known[1] == i ? known[2] : known[0]);
        all += gram.getValue();
      }
      if (n == 1 && matched == 0) {
        return 0;
      }
      logs += StrictMath.log((matched == 0 ? EPSILON : matched) / Math.max(1, all)) / ORDERS;
    }
    return brevity(sentences.get(i).length) * StrictMath.exp(logs);
  }

  /** exp(1 - reference/length) if the reference that is closest in length is longer, else 1. */
  private double brevity(int length) {
    if (lengths.getOrDefault(length, 0) > 1) {
      return 1;
    }
    Integer shorter = lengths.lowerKey(length);
    Integer longer = lengths.higherKey(length);
    if (longer == null || (shorter != null && length - shorter <= longer - length)) {
      return 1;
    }
    return StrictMath.exp(1 - (double) longer / length);
  }
}
