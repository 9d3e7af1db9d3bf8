package ouroboros.dating;

import java.io.Serializable;

/**
 * Numbers for n-grams of words that do not depend on a vocabulary, and a choice of a part of them:
 * 64-bit hashes by the finalizer of MurmurHash3 (A. Appleby). In a million n-grams two have the
 * same number with a probability of 3e-8.
 *
 * @param halvings each n-gram is in the sample with probability 2^-halvings
 */
public record NgramKeys(int halvings) implements Serializable {
  /** The longest n-grams that an age is read from. */
  public static final int LONGEST = 3;

  /** The sample has at most so many n-gram tokens of R, nearly. */
  static final long TOKENS = 1 << 20;

  /** The sample for an R of so many tokens. */
  public static NgramKeys of(long realTokens) {
    int halvings = 0;
    while (realTokens >> halvings > TOKENS) {
      halvings++;
    }
    return new NgramKeys(halvings);
  }

  /** The number of a word. */
  public static long word(String word) {
    long key = word.length();
    for (int i = 0; i < word.length(); i++) {
      key = mixed(key * 31 + word.charAt(i));
    }
    return key;
  }

  /** The number of an n-gram with one more word at its end; the empty n-gram has 0. */
  public static long longer(long ngram, long word) {
    return mixed(ngram * 0x9E3779B97F4A7C15L + word);
  }

  /** Whether an n-gram is in the sample. */
  public boolean contains(long ngram) {
    return ngram >>> 1 >>> (63 - halvings) == 0;
  }

  private static long mixed(long key) {
    long x = key;
    x = (x ^ x >>> 33) * 0xFF51AFD7ED558CCDL;
    x = (x ^ x >>> 33) * 0xC4CEB9FE1A85EC53L;
    return x ^ x >>> 33;
  }
}
