package ouroboros.ngram;

import ouroboros.text.Vocabulary;

/**
 * How probable held-out text is under a model, by stratum.
 *
 * @param tokens [strata] tokens, {@code </s>} included
 * @param zeros [strata] tokens of probability 0
 * @param bits [strata] minus the sum of log2 p over the tokens of probability above 0
 */
public record HeldOutScore(long[] tokens, long[] zeros, double[] bits) {

  /**
   * Scores under interpolated modified Kneser-Ney: p_n(w | h) = (c(hw) - D) / c(h) + (sum of D over
   * the successors of h / c(h)) p_{n-1}(w | shorter h), p_0 = 1 / {@code vocabulary}; a context
   * that was not seen gives way to the shorter one whole. {@code <unk>} gets what all types outside
   * the closed vocabulary have together.
   *
   * @param top order of the model
   * @param vocabulary over how many types the last mass is spread
   */
  public static HeldOutScore interpolated(
      HeldOut text, HeldOutCounts counts, int top, long vocabulary) {
    double[] lower = {1.0 / vocabulary};
    double[][] probabilities = new double[top + 1][];
    for (int n = 1; n <= top; n++) {
      HeldOut.Level level = text.level(n);
      HeldOutCounts.Column column = counts.column(n, top);
      Discounts d = counts.discounts(n, top);
      double[] p = new double[level.size];
      for (int i = 0; i < level.size; i++) {
        double below = lower[level.shorter[i]];
        int at = 4 * level.context[i];
        long total = column.contexts[at];
        if (total == 0) {
          p[i] = below;
          continue;
        }
        double taken = taken(d, column.contexts, at);
        double seen;
        if (level.layout.token(level.keys, i, 0) == Vocabulary.UNK) {
          seen = column.outside.length == 0 ? 0 : column.outside[at] - taken(d, column.outside, at);
        } else {
          long count = column.counts[i];
          seen = count - d.of(count);
        }
        p[i] = (seen + taken * below) / total;
      }
      probabilities[n] = p;
      lower = p;
    }
    return sum(text, top, probabilities);
  }

  private static double taken(Discounts d, long[] contexts, int at) {
    return d.one() * contexts[at + 1] + d.two() * contexts[at + 2] + d.more() * contexts[at + 3];
  }

  /** Scores under maximum likelihood: p(w | h) = c(hw) / c(h), 0 where h or hw was not seen. */
  public static HeldOutScore maximumLikelihood(HeldOut text, HeldOutCounts counts, int top) {
    double[][] probabilities = new double[top + 1][];
    for (int n = 1; n <= top; n++) {
      HeldOut.Level level = text.level(n);
      HeldOutCounts.Column column = counts.column(n, top);
      double[] p = new double[level.size];
      for (int i = 0; i < level.size; i++) {
        int at = 4 * level.context[i];
        boolean unknown = level.layout.token(level.keys, i, 0) == Vocabulary.UNK;
        long count =
            !unknown ? column.counts[i] : column.outside.length == 0 ? 0 : column.outside[at];
        p[i] = count == 0 ? 0 : (double) count / column.contexts[at];
      }
      probabilities[n] = p;
    }
    return sum(text, top, probabilities);
  }

  /** Adds up in suffix order, so that the sum has the same bits everywhere. */
  private static HeldOutScore sum(HeldOut text, int top, double[][] probabilities) {
    int strata = text.strata().length;
    long[] tokens = new long[strata];
    long[] zeros = new long[strata];
    double[] bits = new double[strata];
    double log2 = StrictMath.log(2);
    for (int e = 0; e < text.entries(); e++) {
      int n = text.order(e);
      int number = text.number(e);
      for (; n > top; n--) {
        number = text.level(n).shorter[number];
      }
      double p = probabilities[n][number];
      double cost = p > 0 ? -StrictMath.log(p) / log2 : 0;
      for (int s = 0; s < strata; s++) {
        long count = text.count(s, e);
        tokens[s] += count;
        if (p > 0) {
          bits[s] += count * cost;
        } else {
          zeros[s] += count;
        }
      }
    }
    return new HeldOutScore(tokens, zeros, bits);
  }

  /** Tokens of all strata. */
  public long allTokens() {
    return sum(tokens);
  }

  /** Tokens of probability 0 of all strata. */
  public long allZeros() {
    return sum(zeros);
  }

  /** 2^(bits / tokens) of all text; infinite where a token has probability 0; NaN without text. */
  public double perplexity() {
    double all = 0;
    for (double b : bits) {
      all += b;
    }
    return perplexity(all, allTokens(), allZeros());
  }

  /** 2^(bits / tokens) of a stratum; infinite where a token has probability 0; NaN without text. */
  public double perplexity(int stratum) {
    return perplexity(bits[stratum], tokens[stratum], zeros[stratum]);
  }

  private static double perplexity(double bits, long tokens, long zeros) {
    return tokens == 0
        ? Double.NaN
        : zeros > 0 ? Double.POSITIVE_INFINITY : StrictMath.pow(2, bits / tokens);
  }

  private static long sum(long[] of) {
    long sum = 0;
    for (long x : of) {
      sum += x;
    }
    return sum;
  }
}
