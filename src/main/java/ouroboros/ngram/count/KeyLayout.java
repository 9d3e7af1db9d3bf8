package ouroboros.ngram.count;

import java.io.Serializable;

/**
 * How an n-gram becomes integers: its last token first, each in {@code bits} bits, so that
 * ascending keys are in suffix order and the n-grams that share their last k tokens stand together.
 *
 * <p>Position 0 is the last token of the n-gram. A key has {@code words} longs of {@code perWord}
 * tokens each (the last may hold fewer, left-aligned); the sign bit is never used, so signed
 * comparison is the order. Widens instead of wrapping: 6 tokens of 31 bits take three longs.
 */
public final class KeyLayout implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int order;
  private final int bits;
  private final int words;
  private final int perWord;

  /** [order] which long holds a position, and by how much it is shifted. */
  private final int[] word;

  private final int[] shift;

  /** [65] whole tokens of a long above its first bit that is set: a table, not a division. */
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

  /** Tokens in a key, 1 to 6. */
  public int order() {
    return order;
  }

  /** Bits a token, 2 to 31. */
  public int bits() {
    return bits;
  }

  /** Longs a key. */
  public int words() {
    return words;
  }

  /** Tokens a long. */
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
    int words = (order + 63 / bits - 1) / (63 / bits);
    return new KeyLayout(order, bits, words, (order + words - 1) / words);
  }

  /** The layout of the last {@code n} tokens where they stand in the words of this layout. */
  public KeyLayout cut(int n) {
    return new KeyLayout(n, bits, (n + perWord - 1) / perWord, perWord);
  }

  /** Puts the last {@code n} tokens of an entry of this layout into an entry of a shorter one. */
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

  /** Which long holds position {@code p}. */
  public int word(int p) {
    return word[p];
  }

  /** By how much that long is shifted right to bring position {@code p} to the bottom. */
  public int shift(int p) {
    return shift[p];
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
    return (int) ((keys[word[p]][i] >>> shift[p]) & (1L << bits) - 1);
  }

  /**
   * How many positions, counted from the last token, entry {@code i} of one array shares with entry
   * {@code j} of another.
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
   * How many tokens, counted from the last, two longs share; from the bits in which they differ.
   */
  int whole(long difference) {
    return whole[Long.numberOfLeadingZeros(difference)];
  }

  /** Entry {@code i} of one array against entry {@code j} of another, in suffix order. */
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
