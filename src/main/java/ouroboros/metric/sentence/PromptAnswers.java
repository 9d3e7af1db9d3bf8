package ouroboros.metric.sentence;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import ouroboros.metric.count.Bits;
import ouroboros.metric.count.CompensatedSum;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.text.Vocabulary;

/**
 * Counts which token follows the first two words of a sentence, for sentences that begin like a
 * sentence of test. These are draws from a model given a real prefix, found among all sentences
 * that the model drew.
 *
 * <p>State: counts of (prefix, next token), {@code </s>} included. Cost: one look-up per sentence.
 */
public final class PromptAnswers implements SentenceSink {
  /** How many prefixes of test are looked for: the most frequent ones. */
  private static final int MOST = 256;

  private final Map<Long, Integer> prompts = new HashMap<>();

  /** Maps (prompt, next token) to [how often it was seen]. */
  private final Map<Long, long[]> answers = new HashMap<>();

  /**
   * @param prompts as {@link #prompts} returns them
   */
  public PromptAnswers(long[] prompts) {
    for (long prompt : prompts) {
      this.prompts.put(prompt, this.prompts.size());
    }
  }

  /**
   * The first two words of test's sentences, the most frequent pairs first; equally frequent ones
   * in the order of their ids.
   *
   * @param trigrams of test, padded with {@code <s>}
   */
  public static long[] prompts(CountRun trigrams) {
    KeyLayout layout = trigrams.layout();
    TreeMap<Long, TreeMap<Long, Long>> byCount = new TreeMap<>();
    for (int i = 0; i < trigrams.size(); i++) {
      int first = layout.token(trigrams.keys(), i, 1);
      int second = layout.token(trigrams.keys(), i, 0);
      boolean starts = layout.token(trigrams.keys(), i, 2) == Vocabulary.BOS;
      if (starts && first >= Vocabulary.FIRST_WORD && second >= Vocabulary.FIRST_WORD) {
        long prompt = pair(first, second);
        byCount.computeIfAbsent(-trigrams.counts()[i], c -> new TreeMap<>()).put(prompt, prompt);
      }
    }
    return byCount.values().stream()
        .flatMap(same -> same.values().stream())
        .limit(MOST)
        .mapToLong(Long::longValue)
        .toArray();
  }

  private static long pair(int first, int second) {
    return (long) first << 32 | second;
  }

  @Override
  public void accept(long unit, int[] tokens, int start, int end) {
    if (end - start < 2) {
      return;
    }
    Integer prompt = prompts.get(pair(tokens[start], tokens[start + 1]));
    if (prompt != null) {
      int next = end - start > 2 ? tokens[start + 2] : Vocabulary.EOS;
      answers.computeIfAbsent(pair(prompt, next), a -> new long[1])[0]++;
    }
  }

  /** [2, answers] row 0: (prompt, next token), ascending; row 1: how often each was seen. */
  public long[][] counts() {
    return SentenceTallies.sorted(answers);
  }

  /**
   * Mutual information of prompt and next token in bits: the plug-in estimate minus its first-order
   * bias (cells - prompts - tokens + 1)/(2 N ln 2). NaN without answers.
   *
   * @see <a href="https://doi.org/10.1162/089976603321780272">Paninski (2003), section 4</a>
   */
  static double information(long[][] counts) {
    TreeMap<Long, Long> byPrompt = new TreeMap<>();
    TreeMap<Long, Long> byToken = new TreeMap<>();
    for (int i = 0; i < counts[0].length; i++) {
      byPrompt.merge(counts[0][i] >>> 32, counts[1][i], Long::sum);
      byToken.merge(counts[0][i] & 0xFFFFFFFFL, counts[1][i], Long::sum);
    }
    double n = Arrays.stream(counts[1]).sum();
    if (n == 0) {
      return Double.NaN;
    }
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < counts[0].length; i++) {
      double prompt = byPrompt.getOrDefault(counts[0][i] >>> 32, 1L);
      double token = byToken.getOrDefault(counts[0][i] & 0xFFFFFFFFL, 1L);
      sum.add(counts[1][i] / n * Bits.log2(counts[1][i] * n / (prompt * token)));
    }
    double spare = counts[0].length - byPrompt.size() - byToken.size() + 1;
    return sum.value() - spare / (2 * n * Bits.LN_2);
  }

  /**
   * How far answers to different prompts are from each other, compared with answers to one prompt:
   * the probability that the answers of two sentences with different prompts differ, over the same
   * for two sentences with one prompt. NaN if no two sentences have one prompt, or none have
   * different ones, or if the answers to one prompt never differ.
   */
  static double distance(long[][] counts) {
    TreeMap<Long, Long> byPrompt = new TreeMap<>();
    TreeMap<Long, Long> byToken = new TreeMap<>();
    double samePromptAndToken = 0;
    for (int i = 0; i < counts[0].length; i++) {
      byPrompt.merge(counts[0][i] >>> 32, counts[1][i], Long::sum);
      byToken.merge(counts[0][i] & 0xFFFFFFFFL, counts[1][i], Long::sum);
      samePromptAndToken += (double) counts[1][i] * (counts[1][i] - 1);
    }
    double n = Arrays.stream(counts[1]).sum();
    double samePrompt = byPrompt.values().stream().mapToDouble(x -> x * (x - 1.0)).sum();
    double sameToken = byToken.values().stream().mapToDouble(x -> x * (x - 1.0)).sum();
    double otherPrompt = n * (n - 1) - samePrompt;
    double within = 1 - samePromptAndToken / samePrompt;
    double between = 1 - (sameToken - samePromptAndToken) / otherPrompt;
    return samePrompt > 0 && otherPrompt > 0 && within > 0 ? between / within : Double.NaN;
  }
}
