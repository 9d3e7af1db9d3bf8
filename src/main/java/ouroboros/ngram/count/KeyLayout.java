package ouroboros.ngram.count;

import java.io.Serializable;

/**
 * How an n-gram is packed into longs: the last token first, each token in {@code bits} bits. So
 * ascending keys are in suffix order, and n-grams with the same last k tokens are neighbours.
 *
 * <p>Position 0 is the last token of the n-gram. A key has {@code words} longs of {@code perWord}
 * tokens each (the last may hold fewer, left-aligned); the sign bit is never used, so comparing
 * longs with sign gives the order. Where one long is too small a key has more of them: 6 tokens of
 * 31 bits take three longs.
 */
public final class KeyLayout implements Serializable {
  private static final long serialVersionUID = 1L;

  /** [order, bits] layouts that every count run has; a run of few n-grams is smaller than one. */
  private static final KeyLayout[][] KNOWN = new KeyLayout[8][32];

  static {
    for (int order = 1; order < KNOWN.length; order++) {
      for (int bits = 2; bits < KNOWN[order].length; bits++) {
        KNOWN[order][bits] = made(order, bits);
      }
    }
  }

  private final int order;
  private final int bits;
  private final int words;
  private final int perWord;

  /** [order] the long that contains a position, and by how much it must be shifted right. */
  private final int[] word;

  private final int[] shift;

  /**
   * [65] how many whole tokens of a long are above its highest set bit, by the number of leading
   * zeros. A table is faster than a division.
   */
  private final byte[] whole;

  private KeyLayout(int order, int bits, int words, int perWord) {
    this.order = order;
    this.bits = bits;
    this.words = words;
    this.perWord = perWord;
    word = new int[order];
    shift = new int[order];
    for (int p = 0; p < order; p++) {
      word[p] = p / perWord;
      shift[p] = (perWord - 1 - p % perWord) * bits;
    }
    whole = new byte[65];
    for (int zeros = 64 - perWord * bits; zeros < whole.length; zeros++) {
      whole[zeros] = (byte) ((zeros - (64 - perWord * bits)) / bits);
    }
  }

  /** Tokens per key, 1 to 6. */
  public int order() {
    return order;
  }

  /** Bits per token, 2 to 31. */
  public int bits() {
    return bits;
  }

  /** Longs per key. */
  public int words() {
    return words;
  }

  /** Tokens per long. */
  public int perWord() {
    return perWord;
  }

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
    return order < KNOWN.length && bits > 1 && bits < KNOWN[order].length
        ? KNOWN[order][bits]
        : made(order, bits);
  }

  private static KeyLayout made(int order, int bits) {
    int words = (order + 63 / bits - 1) / (63 / bits);
    return new KeyLayout(order, bits, words, (order + words - 1) / words);
  }

  /**
   * The layout of the last {@code n} tokens, which keep their places in the longs of this layout.
   */
  public KeyLayout cut(int n) {
    return new KeyLayout(n, bits, (n + perWord - 1) / perWord, perWord);
  }

  /**
   * Writes the last {@code n} tokens of an entry of this layout to an entry of a shorter layout, n
   * the order of the shorter one.
   */
  public void truncate(long[][] keys, int i, KeyLayout shorter, long[][] into, int j) {
    if (shorter.perWord == perWord) {
      int last = shorter.words - 1;
      for (int w = 0; w < last; w++) {
        into[w][j] = keys[w][i];
      }
      into[last][j] = keys[last][i] & -1L << shorter.shift[shorter.order - 1];
      return;
    }
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

  /** The index of the long that contains position {@code p}. */
  public int word(int p) {
    return word[p];
  }

  /**
   * By how many bits that long must be shifted right so that the token at position {@code p} is in
   * its lowest bits.
   */
  public int shift(int p) {
    return shift[p];
  }

  /** A mask of the bits of one token. */
  public long tokenMask() {
    return (1L << bits) - 1;
  }

  /** A mask of the bits of the last long that contain tokens. */
  public long lastWordMask() {
    int unused = words * perWord - order;
    return -1L << (unused * bits);
  }

  /** The token at position {@code p} of entry {@code i}. */
  public int token(long[][] keys, int i, int p) {
    return (int) ((keys[word[p]][i] >>> shift[p]) & (1L << bits) - 1);
  }

  /**
   * How many tokens, counted from the last one, entry {@code i} of {@code a} and entry {@code j} of
   * {@code b} have in common.
   */
  public int shared(long[][] a, int i, long[][] b, int j) {
    for (int w = 0; w < words; w++) {
      long difference = a[w][i] ^ b[w][j];
      if (difference != 0) {
        return w * perWord + whole(difference);
      }
    }
    return order;
  }

  /**
   * How many tokens, counted from the last one, two longs have in common. {@code difference} is
   * their exclusive or.
   */
  int whole(long difference) {
    return whole[Long.numberOfLeadingZeros(difference)];
  }

  /** Compares entry {@code i} of {@code a} with entry {@code j} of {@code b}, in suffix order. */
  public int compare(long[][] a, int i, long[][] b, int j) {
    int first = Long.compare(a[0][i], b[0][j]);
    if (first != 0) {
      return first;
    }
    for (int w = 1; w < words; w++) {
      int c = Long.compare(a[w][i], b[w][j]);
      if (c != 0) {
        return c;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyLayout that
        && order == that.order
        && bits == that.bits
        && perWord == that.perWord;
  }

  @Override
  public int hashCode() {
    return (order * 31 + bits) * 31 + perWord;
  }

  @Override
  public String toString() {
    return "KeyLayout[order=" + order + ", bits=" + bits + ", words=" + words + "]";
  }
}
