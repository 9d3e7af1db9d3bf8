package ouroboros.ngram.heldout;

import java.util.Arrays;
import ouroboros.text.Vocabulary;

/**
 * The tokens of held-out text that is scored, by entry of {@link HeldOut} and by type. They are the
 * same for all training sets.
 */
final class ScoredTokens {
  /** [entries + 1] where the strata of each entry begin; entries of guard alone have none. */
  final int[] first;

  /** [places] the strata in which an entry occurs, ascending. */
  final int[] strata;

  /** [places] how often it occurs there. */
  final long[] counts;

  /** [unigrams] the tokens of each type, without {@code </s>}. */
  private final long[] tokens;

  private final boolean[] isUnknown;

  ScoredTokens(HeldOut text) {
    int entries = text.entries();
    int all = text.strata().length;
    HeldOut.Level unigrams = text.level(1);
    first = new int[entries + 1];
    int[] ofPlace = new int[entries];
    long[] many = new long[entries];
    tokens = new long[unigrams.size];
    isUnknown = new boolean[unigrams.size];
    int at = 0;
    for (int e = 0; e < entries; e++) {
      int word = text.word(e);
      int unigram = word == Vocabulary.EOS ? -1 : text.number(e, 1);
      for (int s = 0; s < all; s++) {
        long count = text.count(s, e);
        if (count == 0) {
          continue;
        }
        if (at == many.length) {
          ofPlace = Arrays.copyOf(ofPlace, 2 * at);
          many = Arrays.copyOf(many, 2 * at);
        }
        ofPlace[at] = s;
        many[at++] = count;
        if (unigram >= 0) {
          tokens[unigram] += count;
          isUnknown[unigram] = word == Vocabulary.UNK;
        }
      }
      first[e + 1] = at;
    }
    strata = Arrays.copyOf(ofPlace, at);
    counts = Arrays.copyOf(many, at);
  }

  /**
   * The share of the tokens, without {@code </s>}, whose type does not occur in the table that was
   * scanned; NaN without text.
   */
  double outOfVocabulary(HeldOutCounts counted) {
    long sum = 0;
    long outside = 0;
    for (int u = 0; u < tokens.length; u++) {
      sum += tokens[u];
      outside += !isUnknown[u] && counted.occurs(u) ? 0 : tokens[u];
    }
    return sum == 0 ? Double.NaN : (double) outside / sum;
  }
}
