package ouroboros.ngram.count;

import java.util.Arrays;
import java.util.List;
import ouroboros.text.Vocabulary;

/**
 * How often each word ends an n-gram of a table: the unigram counts without {@code </s>}.
 *
 * @param words [n] ids, ascending
 * @param counts [n] above 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record WordCounts(int[] words, long[] counts) {

  /** The word counts of a run. Cost: one pass. */
  public static WordCounts of(CountRun run) {
    return of(List.of(run));
  }

  /** The same for a run that is given in pieces, in their order. */
  public static WordCounts of(Iterable<CountRun> pieces) {
    int[] words = {};
    long[] counts = {};
    int n = 0;
    for (CountRun run : pieces) {
      words = Arrays.copyOf(words, n + run.size());
      counts = Arrays.copyOf(counts, n + run.size());
      for (int i = 0; i < run.size(); i++) {
        int word = run.layout().token(run.keys(), i, 0);
        if (word == Vocabulary.EOS) {
          continue;
        }
        if (n == 0 || words[n - 1] != word) {
          words[n++] = word;
        }
        counts[n - 1] += run.counts()[i];
      }
    }
    return new WordCounts(Arrays.copyOf(words, n), Arrays.copyOf(counts, n));
  }

  /**
   * sum over words of (c c')^(1/2). With the totals N and N' this is (N N')^(1/2) times the
   * Bhattacharyya coefficient of the two distributions of words. It is 0 where they have no word in
   * common.
   *
   * @see <a href="https://www.jstor.org/stable/25047882">Bhattacharyya (1943)</a>
   */
  public double overlap(WordCounts other) {
    double sum = 0;
    int j = 0;
    for (int i = 0; i < words.length; i++) {
      while (j < other.words.length && other.words[j] < words[i]) {
        j++;
      }
      if (j < other.words.length && other.words[j] == words[i]) {
        sum += Math.sqrt((double) counts[i] * other.counts[j]);
      }
    }
    return sum;
  }

  /** [2 of] ids and counts of the words below an id: those of the first, then of the next .. */
  public static long[][] below(int id, List<WordCounts> of) {
    long[][] all = new long[2 * of.size()][];
    for (int t = 0; t < of.size(); t++) {
      int[] own = of.get(t).words;
      int n = Arrays.binarySearch(own, id);
      all[2 * t] = Arrays.stream(own, 0, n < 0 ? -n - 1 : n).asLongStream().toArray();
      all[2 * t + 1] = Arrays.copyOf(of.get(t).counts, all[2 * t].length);
    }
    return all;
  }

  /** [a, b] the overlap of each of {@code a} with each of {@code b}. */
  public static double[][] overlaps(List<WordCounts> a, List<WordCounts> b) {
    return a.stream()
        .map(x -> b.stream().mapToDouble(x::overlap).toArray())
        .toArray(double[][]::new);
  }
}
