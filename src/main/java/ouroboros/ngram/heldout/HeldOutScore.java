package ouroboros.ngram.heldout;

import ouroboros.ngram.sampling.Probabilities;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.smoothing.Discounts;
import ouroboros.ngram.smoothing.FractionalDiscount;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.Vocabulary;

/**
 * -sum log2 p(w | h): how probable held-out text is under a model, per stratum.
 *
 * @param tokens [strata] number of tokens, {@code </s>} included
 * @param zeros [strata] number of tokens of probability 0
 * @param bits [strata] minus the sum of log2 p over the tokens of probability above 0
 */
public record HeldOutScore(long[] tokens, long[] zeros, double[] bits) {

  /**
   * Scores under a smoothing that interpolates, or without smoothing: p(w | h) = (kept(c(hw)) +
   * given(h) p(w | h')) / mass(h) as in {@link Discounts}, and 1 / {@code vocabulary} below the
   * unigrams. In place of a context that was not seen, the shorter context is used (without
   * smoothing the probability is 0). {@code <unk>} gets the probability of all types outside the
   * closed vocabulary together. Where occurrences are weighted and the smoothing needs counts of
   * counts, {@link FractionalDiscount} is used.
   *
   * @param counts with the occurrences that {@link HeldOutCounts#occurrences} names
   * @param top order of the model
   * @param vocabulary number of types of the uniform distribution below the unigrams
   * @throws IllegalArgumentException for a smoothing that backs off; score that with a compiled
   *     model
   */
  public static HeldOutScore of(
      Smoothing smoothing, HeldOut text, HeldOutCounts counts, int top, long vocabulary) {
    return sum(text, probabilities(smoothing, text, counts, top, vocabulary));
  }

  /** [entries] the probability of each entry of the text, as {@link #of} scores it. */
  public static double[] probabilities(
      Smoothing smoothing, HeldOut text, HeldOutCounts counts, int top, long vocabulary) {
    if (smoothing.backsOff()) {
      throw new IllegalArgumentException(
          smoothing + " backs off; counts alone do not score it, a compiled model does");
    }
    boolean none = smoothing instanceof Smoothing.None;
    double[] lower = {none ? 0 : 1.0 / vocabulary};
    double[][] probabilities = new double[top + 1][];
    for (int n = 1; n <= top; n++) {
      // Where only whole contexts count, a shorter context is used only if it starts a sentence.
      HeldOutColumn column =
          counts.column(n, top, smoothing.onlyWhole() ? new ModifiedKneserNey() : smoothing);
      Discounts all = smoothing.discounts(n, top, column.countsOfCounts, vocabulary);
      Discounts starts =
          smoothing.onlyWhole()
              ? smoothing.discounts(top, top, column.countsOfCounts, vocabulary)
              : all;
      boolean fractional = counts.unit() > 1 && smoothing.needsCountsOfCounts();
      probabilities[n] =
          fractional
              ? fractional(text.level(n), column, all, counts.unit(), n == top, lower)
              : order(text.level(n), column, all, starts, lower, none, none && n < top);
      lower = probabilities[n];
    }
    double[] all = new double[text.entries()];
    for (int e = 0; e < all.length; e++) {
      int n = text.order(e);
      int number = text.number(e);
      for (; n > top; n--) {
        number = text.level(n).shorter[number];
      }
      all[e] = probabilities[n][number];
    }
    return all;
  }

  /**
   * @param onlyStarts whether n-grams that do not start with {@code <s>} are left out
   */
  private static double[] order(
      HeldOut.Level level,
      HeldOutColumn column,
      Discounts all,
      Discounts starts,
      double[] lower,
      boolean none,
      boolean onlyStarts) {
    double[] p = new double[level.size];
    int oldest = level.layout.order() - 1;
    for (int i = 0; i < level.size; i++) {
      boolean isStart = level.layout.token(level.keys, i, oldest) == Vocabulary.BOS;
      if (onlyStarts && !isStart) {
        continue;
      }
      double below = none ? 0 : lower[level.shorter[i]];
      int at = 4 * level.context[i];
      long total = column.contexts[at];
      if (total == 0) {
        p[i] = below;
        continue;
      }
      Discounts d = isStart ? starts : all;
      double kept;
      if (level.layout.token(level.keys, i, 0) == Vocabulary.UNK) {
        kept =
            column.outside.length == 0
                ? 0
                : column.outside[at] - d.taken(column.outside[at], column.outside, at + 1, 3);
      } else {
        kept = d.kept(column.counts[i]);
      }
      long[] c = column.contexts;
      long types = c[at + 1] + c[at + 2] + c[at + 3];
      p[i] = (kept + d.given(total, types, c, at + 1, 3) * below) / d.mass(total, types);
    }
    return p;
  }

  /**
   * @param all discounts of contexts whose counts are distinct tokens
   * @param unit the count of one occurrence
   * @param highest whether this is the highest order, where all counts are occurrences; below it
   *     only those of n-grams that start with {@code <s>} are
   */
  private static double[] fractional(
      HeldOut.Level level,
      HeldOutColumn column,
      Discounts all,
      long unit,
      boolean highest,
      double[] lower) {
    double[] p = order(level, column, all, all, lower, false, false);
    int oldest = level.layout.order() - 1;
    for (int i = 0; i < level.size; i++) {
      int context = level.context[i];
      long total = column.contexts[4 * context];
      boolean starts = level.layout.token(level.keys, i, oldest) == Vocabulary.BOS;
      if (total == 0 || !(highest || starts)) {
        continue;
      }
      long count = column.counts[i];
      long capped = FractionalDiscount.capped(count, unit);
      if (level.layout.token(level.keys, i, 0) == Vocabulary.UNK) {
        count = column.outside.length == 0 ? 0 : column.outside[4 * context];
        capped = column.capped[2 * context + 1];
      }
      double given = FractionalDiscount.taken(column.capped[2 * context]);
      p[i] = (count - FractionalDiscount.taken(capped) + given * lower[level.shorter[i]]) / total;
    }
    return p;
  }

  /**
   * Scores under a compiled model, which must have a smoothing. Its {@code <unk>} must be that of
   * the text, and the order of the text must be at least that of the model.
   */
  public static HeldOutScore of(Sampler model, HeldOut text) {
    return sum(text, probabilities(model, text));
  }

  /** [entries] the probability of each entry of the text, as {@link #of} scores it. */
  public static double[] probabilities(Sampler model, HeldOut text) {
    Probabilities of = new Probabilities(model);
    double[] all = new double[text.entries()];
    for (int e = 0; e < all.length; e++) {
      int oldest = text.order(e) - 1;
      boolean starts = text.token(e, oldest) == Vocabulary.BOS;
      int context = starts ? of.start() : 0;
      for (int position = starts ? oldest - 1 : oldest; position >= 1; position--) {
        context = of.next(context, text.token(e, position));
      }
      all[e] = of.of(context, text.word(e));
    }
    return all;
  }

  /** Adds the logarithms in suffix order, so that the sum has the same bits everywhere. */
  static HeldOutScore sum(HeldOut text, double[] probabilities) {
    int strata = text.strata().length;
    HeldOutScore score = new HeldOutScore(new long[strata], new long[strata], new double[strata]);
    double log2 = StrictMath.log(2);
    ScoredTokens scored = text.scored();
    for (int e = 0; e < probabilities.length; e++) {
      if (scored.first[e] < scored.first[e + 1]) {
        score.add(scored, e, probabilities[e], log2);
      }
    }
    return score;
  }

  private void add(ScoredTokens scored, int entry, double p, double log2) {
    for (int i = scored.first[entry]; i < scored.first[entry + 1]; i++) {
      add(scored.strata[i], scored.counts[i], p, log2);
    }
  }

  /** Adds tokens of a stratum that have a probability. */
  void add(int stratum, long count, double p, double log2) {
    tokens[stratum] += count;
    if (p > 0) {
      bits[stratum] += count * (-StrictMath.log(p) / log2);
    } else {
      zeros[stratum] += count;
    }
  }

  /** The score as an array of longs, which every serializer can write. */
  public long[] toLongs() {
    int strata = tokens.length;
    long[] all = new long[3 * strata];
    for (int s = 0; s < strata; s++) {
      all[s] = tokens[s];
      all[strata + s] = zeros[s];
      all[2 * strata + s] = Double.doubleToRawLongBits(bits[s]);
    }
    return all;
  }

  /** The score that {@link #toLongs} wrote. */
  public static HeldOutScore ofLongs(long[] all) {
    int strata = all.length / 3;
    double[] bits = new double[strata];
    for (int s = 0; s < strata; s++) {
      bits[s] = Double.longBitsToDouble(all[2 * strata + s]);
    }
    return new HeldOutScore(
        java.util.Arrays.copyOf(all, strata),
        java.util.Arrays.copyOfRange(all, strata, 2 * strata),
        bits);
  }

  /** Number of tokens of all strata. */
  public long allTokens() {
    return sum(tokens);
  }

  /** Number of tokens of probability 0 of all strata. */
  public long allZeros() {
    return sum(zeros);
  }

  /**
   * 2^(bits / tokens) of the whole text; infinite where a token has probability 0; NaN without
   * text.
   */
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
