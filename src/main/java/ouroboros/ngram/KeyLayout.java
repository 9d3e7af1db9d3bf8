package ouroboros.ngram;

import java.io.Serializable;

/**
 * How an n-gram becomes integers: its last token first, each in {@code bits} bits, so that
 * ascending keys are in suffix order and the n-grams that share their last k tokens stand together.
 *
 * <p>Position 0 is the last token of the n-gram. A key has {@code words} longs of {@code perWord}
 * tokens each (the last may hold fewer, left-aligned); the sign bit is never used, so signed
 * comparison is the order. Widens instead of wrapping: 6 tokens of 31 bits take three longs.
 *
 * @param order tokens in a key, 1 to 6
 * @param bits bits a token, 2 to 31
 * @param words longs a key
 * @param perWord tokens a long
 */
public record KeyLayout(int order, int bits, int words, int perWord) implements Serializable {

  /** The layout for n-grams of {@code order} tokens with ids below {@code vocabularySize}. */
  public static KeyLayout of(int order, int vocabularySize) {
    if (order < 1 || order > 6) {
      throw new IllegalArgumentException("order is " + order + "; it must lie in 1..6");
    }
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(1, vocabularySize - 1));
    return ofBits(order, Math.max(2, bits));
  }

  /** The layout for n-grams of {@code order} tokens of {@code bits} bits each. */
  public static KeyLayout ofBits(int order, int bits) {
    int words = (order + 63 / bits - 1) / (63 / bits);
    return new KeyLayout(order, bits, words, (order + words - 1) / words);
  }

  /** Puts the last {@code n} tokens of an entry of this layout into an entry of a shorter one. */
  public void truncate(long[][] keys, int i, KeyLayout shorter, long[][] into, int j) {
    if (words == 1) {
      into[0][j] = keys[0][i] >>> ((order - shorter.order) * bits);
      return;
    }
    for (int w = 0; w < shorter.words; w++) {
      long word = 0;
      int end = Math.min(shorter.order, (w + 1) * shorter.perWord);
      for (int p = w * shorter.perWord; p < end; p++) {
        word |= (long) token(keys, i, p) << shorter.shift(p);
      }
      into[w][j] = word;
    }
  }

  /** Which long holds position {@code p}. */
  public int word(int p) {
    return p / perWord;
  }

  /** By how much that long is shifted right to bring position {@code p} to the bottom. */
  public int shift(int p) {
    return (perWord - 1 - p % perWord) * bits;
  }

  /** The bits of one token. */
  public long tokenMask() {
    return (1L << bits) - 1;
  }

  /** The bits of the last long that hold tokens. */
  public long lastWordMask() {
    int unused = words * perWord - order;
    return -1L << (unused * bits);
  }

  /** The token at position {@code p} of entry {@code i}. */
  public int token(long[][] keys, int i, int p) {
    return (int) ((keys[word(p)][i] >>> shift(p)) & tokenMask());
  }

  /**
   * How many positions, counted from the last token, entry {@code i} of one array shares with entry
   * {@code j} of another.
   */
  public int shared(long[][] a, int i, long[][] b, int j) {
    for (int w = 0; w < words; w++) {
      long difference = a[w][i] ^ b[w][j];
      if (difference != 0) {
        int fromTop = Long.numberOfLeadingZeros(difference) - (64 - perWord * bits);
        return w * perWord + fromTop / bits;
      }
    }
    return order;
  }

  /** Entry {@code i} of one array against entry {@code j} of another, in suffix order. */
  public int compare(long[][] a, int i, long[][] b, int j) {
    for (int w = 0; w < words; w++) {
      int c = Long.compare(a[w][i], b[w][j]);
      if (c != 0) {
        return c;
      }
    }
    return 0;
  }
}
