package ouroboros.ngram.heldout;

import ouroboros.text.Vocabulary;

/**
 * The likeliest next token of every context of the text that is scored, and its probability: max
 * over w of p(w | h).
 *
 * <p>It is one of the {@link LikeliestCandidates} of h, or {@code <unk>}, or a token that does not
 * follow h. Of the last kind the likeliest token after the shorter context is at least as probable
 * as any other; if it does follow h, a candidate is at least as probable. Of equally probable
 * tokens a candidate goes before {@code <unk>}, and this before the others. Of equally probable
 * candidates the one with the higher count at the highest order is taken.
 *
 * <p>Cost: one pass over the contexts and their candidates.
 */
final class LikeliestTokens {
  /** Below the unigrams no token is likelier than another. */
  private static final int NONE = -1;

  private final HeldOut text;
  private final LikeliestCandidates candidates;
  private final DiscountCurve[] curves;
  private final Level[] levels;

  /** The contexts of the n-grams of one order; contexts that no score needs have zeros. */
  private record Level(
      int[] shorter,
      double[] total,
      double[] taken,
      double[] unknown,
      double[] probabilities,
      int[] tokens) {

    Level(int[] shorter) {
      this(
          shorter,
          new double[shorter.length],
          new double[shorter.length],
          new double[shorter.length],
          new double[shorter.length],
          new int[shorter.length]);
    }

    /** p = (kept + taken p')/total; p' where the context was not seen. */
    double probability(int context, double kept, double below) {
      return total[context] == 0 ? below : (kept + taken[context] * below) / total[context];
    }
  }

  LikeliestTokens(
      HeldOut text,
      RelativeCounts counts,
      LikeliestCandidates candidates,
      double uniform,
      DiscountCurve[] curves) {
    this.text = text;
    this.candidates = candidates;
    this.curves = curves;
    levels = new Level[counts.order() + 1];
    levels[0] = new Level(new int[1]);
    levels[0].unknown[0] = uniform;
    levels[0].probabilities[0] = uniform;
    levels[0].tokens[0] = NONE;
    for (int n = 1; n < levels.length; n++) {
      levels[n] = new Level(shorter(text, n));
      boolean[] needed = text.scoredContexts(counts.order())[n];
      for (int c = 0; c < needed.length; c++) {
        if (needed[c]) {
          context(n, c, counts.columns[n]);
        }
      }
    }
  }

  private void context(int n, int c, RelativeCounts.Column column) {
    Level level = levels[n];
    level.total[c] = column.total(c);
    level.taken[c] = curves[n].taken(column.contexts, c * DiscountCurve.SEGMENTS);
    Level below = levels[n - 1];
    int shorter = level.shorter[c];
    level.unknown[c] =
        level.probability(c, curves[n].keptOutside(column, c), below.unknown[shorter]);
    level.probabilities[c] = level.probability(c, 0, below.probabilities[shorter]);
    level.tokens[c] = below.tokens[shorter];
    if (level.unknown[c] >= level.probabilities[c]) {
      level.probabilities[c] = level.unknown[c];
      level.tokens[c] = Vocabulary.UNK;
    }
    LikeliestCandidates.Front front = candidates.front(n);
    int first = NONE;
    for (int place = front.first(c); place >= 0; place = front.next(place)) {
      double p = probability(n, c, front, place);
      double most = level.probabilities[c];
      if (p > most || (p == most && (first == NONE || front.isBefore(place, first)))) {
        level.probabilities[c] = p;
        level.tokens[c] = front.token(place);
        first = place;
      }
    }
  }

  private double probability(int n, int c, LikeliestCandidates.Front front, int place) {
    int[] contexts = new int[n + 1];
    contexts[n] = c;
    for (int k = n; k > 1; k--) {
      contexts[k - 1] = levels[k].shorter[contexts[k]];
    }
    double p = levels[0].probabilities[0];
    for (int k = 1; k <= n; k++) {
      p = levels[k].probability(contexts[k], curves[k].kept(front.count(place, k)), p);
    }
    return p;
  }

  /** [contexts of n-grams] the number of each context without its oldest token. */
  private static int[] shorter(HeldOut text, int n) {
    HeldOut.Level level = text.level(n);
    int[] shorter = new int[level.contexts];
    if (n > 1) {
      int[] below = text.level(n - 1).context;
      for (int i = 0; i < level.size; i++) {
        shorter[level.context[i]] = below[level.shorter[i]];
      }
    }
    return shorter;
  }

  /** How well the probabilities of the likeliest tokens agree with how often they come. */
  Calibration calibration() {
    Calibration.Sum sum = new Calibration.Sum();
    ScoredTokens scored = text.scored();
    for (int e = 0; e < text.entries(); e++) {
      long many = 0;
      for (int i = scored.first[e]; i < scored.first[e + 1]; i++) {
        many += scored.counts[i];
      }
      if (many > 0) {
        sum.add(probability(e), token(e) == text.word(e), many);
      }
    }
    return sum.calibration();
  }

  /** The probability of the likeliest token in the context of an entry. */
  double probability(int entry) {
    return level(entry).probabilities[context(entry)];
  }

  /** The likeliest token in the context of an entry. */
  int token(int entry) {
    return level(entry).tokens[context(entry)];
  }

  private Level level(int entry) {
    return levels[order(entry)];
  }

  private int context(int entry) {
    int n = order(entry);
    return text.level(n).context[text.number(entry, n)];
  }

  private int order(int entry) {
    return Math.min(text.order(entry), levels.length - 1);
  }
}
