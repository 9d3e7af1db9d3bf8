package ouroboros.ngram.arpa;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads the lines of n-grams that are written in the plainest form, from their bytes: numbers
 * without an exponent, one space or tab between known words. Nearly all lines of ARPA files are
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

  private float number;

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

  /**
   * Adds the n-gram of a line to a table. Returns false, and adds nothing, if the line is not plain
   * or has a mistake.
   *
   * @param n its order, above 1
   * @param highest whether it must have no back-off weight
   * @param shorter the n-grams with one token less
   */
  boolean add(ArpaLines line, int n, boolean highest, GramTable table, GramTable shorter) {
    byte[] bytes = line.bytes();
    int to = line.to();
    int at = number(bytes, line.from(), to);
    if (at < 0 || number > 0) {
      return false;
    }
    float probability = number;
    int[] tokens = new int[n];
    for (int i = 0; i < n; i++) {
      if (at == to || !isSpace(bytes[at])) {
        return false;
      }
      int from = ++at;
      while (at < to && !isSpace(bytes[at])) {
        at++;
      }
      int word = from == at ? 0 : slots[slot(bytes, from, at)];
      if (word == 0) {
        return false;
      }
      tokens[i] = ids[word - 1];
    }
    float backOff = 0;
    if (at < to) {
      if (bytes[at] != '\t' || number(bytes, at + 1, to) != to || (highest && number != 0)) {
        return false;
      }
      backOff = number;
    }
    return shorter.find(tokens, n - 1) >= 0 && table.addNew(tokens, probability, backOff);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }

  /**
   * Reads a number without exponent, as {@link Float#parseFloat} does. Its quotient is correctly
   * rounded to a double, so rounding it again to a float is right unless it is half-way between two
   * floats. Returns where it ends, or -1 if it is of another form.
   */
  private int number(byte[] bytes, int from, int to) {
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
