package ouroboros.ngram.arpa;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the lines of n-grams that are written in the plainest form, from their bytes: one space or
 * tab between numbers and known words, and no other white space. Nearly all lines of ARPA files are
 * such. Every other line, and every line with a mistake, is left to {@link ArpaReader}. Both read
 * the same numbers, to the last bit.
 */
final class PlainGrams {
  /** A whole number with so many digits is exact as a double, and so is this power of ten. */
  private static final int MOST_DIGITS = 15;

  private static final double[] POWERS = new double[MOST_DIGITS + 1];

  /** The bits of a double that a float does not have, and their value half-way between floats. */
  private static final long REST = (1L << 29) - 1;

  private static final long HALF_WAY = 1L << 28;

  /** Far above the numbers that have fewer bits as floats. */
  private static final double LEAST = 1e-30;

  /** The UTF-8 of all words. */
  private byte[] words = new byte[1 << 12];

  /** [words + 1] where each word begins. */
  private final int[] starts;

  /** [words] the id of each. */
  private final int[] ids;

  /** [slots] the number of a word + 1, or 0. */
  private final int[] slots;

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  /**
   * @param known the id of each word
   */
  PlainGrams(Map<String, Integer> known) {
    starts = new int[known.size() + 1];
    ids = new int[known.size()];
    slots = new int[Integer.highestOneBit(Math.max(2, known.size())) * 4];
    int many = 0;
    for (Map.Entry<String, Integer> entry : known.entrySet()) {
      byte[] word = entry.getKey().getBytes(StandardCharsets.UTF_8);
      int from = starts[many];
      if (from + word.length > words.length) {
        words = Arrays.copyOf(words, Math.addExact(from + word.length, words.length));
      }
      System.arraycopy(word, 0, words, from, word.length);
      ids[many] = entry.getValue();
      slots[slot(word, 0, word.length)] = ++many;
      starts[many] = from + word.length;
    }
  }

  /** Reads lines; not thread-safe, while the words are. */
  final class Lines {
    private final int n;
    private final boolean highest;
    private final GramTable shorter;
    private final int[] tokens;
    private final long[] scratch;

    /** Where the words of the line before began and ended, if it was plain. */
    private final int[] wordFrom;

    private final int[] wordTo;
    private byte[] before = new byte[0];
    private boolean contextIsThere;
    private float number;
    private float probability;
    private float backOff;

    /**
     * @param n the order of their n-grams, above 1
     * @param highest whether they must have no back-off weight
     * @param shorter the n-grams with one token less
     */
    Lines(int n, boolean highest, GramTable shorter) {
      this.n = n;
      this.highest = highest;
      this.shorter = shorter;
      tokens = new int[n];
      wordFrom = new int[n];
      wordTo = new int[n];
      scratch = new long[shorter.stride()];
    }

    /**
     * Adds the n-gram of a line to a table. Returns false, and adds nothing, if the line is not
     * plain or has a mistake.
     */
    boolean add(ArpaLines line, GramTable table) {
      before = new byte[0];
      return read(line.bytes(), line.from(), line.to())
          && table.addNew(tokens, probability, backOff);
    }

    /**
     * The n-grams of a block of lines that end in LF, as entries of a table; empty if one of them
     * is not plain or has a mistake.
     */
    Optional<long[]> entries(ArpaLines.Block block, GramTable table) {
      long[] entries = new long[Math.multiplyExact(block.lines(), table.stride())];
      byte[] bytes = block.bytes();
      int from = 0;
      for (int at = 0; at < entries.length; at += table.stride()) {
        int to = from;
        while (bytes[to] != '\n') {
          to++;
        }
        if (!read(bytes, from, to)) {
          return Optional.empty();
        }
        table.entry(tokens, probability, backOff, entries, at);
        from = to + 1;
      }
      return Optional.of(entries);
    }

    private boolean read(byte[] bytes, int from, int to) {
      int at = number(bytes, from, to);
      if (at < 0 || number > 0) {
        return false;
      }
      probability = number;
      boolean sameContext = bytes == before && contextIsThere;
      for (int i = 0; i < n; i++) {
        if (at == to || !isSpace(bytes[at])) {
          return false;
        }
        int start = ++at;
        while (at < to && !isSpace(bytes[at])) {
          at++;
        }
        if (bytes != before || !Arrays.equals(bytes, wordFrom[i], wordTo[i], bytes, start, at)) {
          int word = start == at ? 0 : slots[slot(bytes, start, at)];
          if (word == 0) {
            return false;
          }
          sameContext &= i == n - 1;
          tokens[i] = ids[word - 1];
        }
        wordFrom[i] = start;
        wordTo[i] = at;
      }
      before = bytes;
      backOff = 0;
      if (at < to) {
        if (bytes[at] != '\t' || number(bytes, at + 1, to) != to || (highest && number != 0)) {
          return false;
        }
        backOff = number;
      }
      contextIsThere = sameContext || shorter.find(tokens, n - 1, scratch) >= 0;
      return contextIsThere;
    }

    /**
     * Reads a number as {@link Float#parseFloat} does. Returns where it ends, or -1 if it is none.
     */
    private int number(byte[] bytes, int from, int to) {
      int at = decimal(bytes, from, to);
      if (at >= 0 && (at == to || isSpace(bytes[at]))) {
        return at;
      }
      at = from;
      while (at < to && !isSpace(bytes[at])) {
        at++;
      }
      String text = new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
      if (!ArpaLine.isNumber(text)) {
        return -1;
      }
      number = Float.parseFloat(text);
      return Float.isInfinite(number) ? -1 : at;
    }

    /**
     * Reads a number without exponent. Its quotient is correctly rounded to a double, so rounding
     * it again to a float is right unless it is half-way between two floats. Returns where it ends,
     * or -1 if it is of another form.
     */
    private int decimal(byte[] bytes, int from, int to) {
      int at = from;
      boolean isNegative = at < to && bytes[at] == '-';
      at += isNegative ? 1 : 0;
      long whole = 0;
      int digits = 0;
      int point = -1;
      for (; at < to; at++) {
        int digit = bytes[at] - '0';
        if (digit >= 0 && digit <= 9) {
          if (++digits > MOST_DIGITS) {
            return -1;
          }
          whole = 10 * whole + digit;
        } else if (bytes[at] == '.' && point < 0) {
          point = digits;
        } else {
          break;
        }
      }
      if (digits == 0) {
        return -1;
      }
      double value = whole / POWERS[point < 0 ? 0 : digits - point];
      boolean isHalfWay = (Double.doubleToRawLongBits(value) & REST) == HALF_WAY;
      if (isHalfWay || (value != 0 && value < LEAST)) {
        return -1;
      }
      number = isNegative ? -(float) value : (float) value;
      return at;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }

  /** The slot of a word, or the free slot in which it belongs. */
  private int slot(byte[] of, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + of[i];
    }
    hash *= 0x9E3779B9;
    int mask = slots.length - 1;
    int slot = (hash ^ hash >>> 15) & mask;
    while (slots[slot] != 0) {
      int word = slots[slot] - 1;
      if (Arrays.equals(words, starts[word], starts[word + 1], of, from, to)) {
        break;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
