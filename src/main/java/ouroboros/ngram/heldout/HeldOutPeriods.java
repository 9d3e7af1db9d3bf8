package ouroboros.ngram.heldout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ouroboros.ngram.count.CountRun;
import ouroboros.text.Vocabulary;

/**
 * The sentences of a held-out text by period. All their n-grams are entries of the text, so what is
 * known of the text says the score of each period too. Cost: the distinct n-grams of each period.
 */
public final class HeldOutPeriods {
  private final HeldOut text;
  private final List<String> names;

  /** [periods][n-grams] the entries that occur in a period, ascending. */
  private final List<int[]> entries = new ArrayList<>();

  /** [periods][n-grams] how often they occur. */
  private final List<long[]> counts = new ArrayList<>();

  /**
   * @param names of the periods
   * @param runs [periods] the n-grams of each, all of them n-grams of the text
   */
  public HeldOutPeriods(HeldOut text, List<String> names, List<CountRun> runs) {
    this.text = text;
    this.names = List.copyOf(names);
    for (CountRun run : runs) {
      int[] own = new int[run.size()];
      int at = 0;
      for (int i = 0; i < own.length; i++) {
        while (text.layout().compare(text.keys(), at, run.keys(), i) != 0) {
          at++;
        }
        own[i] = at;
      }
      entries.add(own);
      counts.add(Arrays.copyOf(run.counts(), own.length));
    }
  }

  /** The names of the periods. */
  public List<String> names() {
    return names;
  }

  /** The score of every period, where the text has these probabilities by entry. */
  HeldOutScore score(double[] probabilities) {
    int many = names.size();
    HeldOutScore score = new HeldOutScore(new long[many], new long[many], new double[many]);
    double log2 = StrictMath.log(2);
    for (int s = 0; s < many; s++) {
      int[] own = entries.get(s);
      for (int i = 0; i < own.length; i++) {
        score.add(s, counts.get(s)[i], probabilities[own[i]], log2);
      }
    }
    return score;
  }

  /**
   * The share of the tokens of a period, without {@code </s>}, whose type does not occur in the
   * table that was scanned; NaN without such tokens.
   */
  public double outOfVocabulary(int period, HeldOutCounts counted) {
    int[] own = entries.get(period);
    long sum = 0;
    long outside = 0;
    for (int i = 0; i < own.length; i++) {
      int word = text.word(own[i]);
      if (word == Vocabulary.EOS) {
        continue;
      }
      long count = counts.get(period)[i];
      sum += count;
      boolean occurs = word != Vocabulary.UNK && counted.occurs(text.number(own[i], 1));
      outside += occurs ? 0 : count;
    }
    return sum == 0 ? Double.NaN : (double) outside / sum;
  }
}
