package ouroboros.ngram.arpa;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the lines of n-grams that are written in the plainest form, from their bytes: one space or
 * tab between numbers and known words, and no other white space. Nearly all lines of ARPA files are
 * such. Every other line, and every line with a mistake, is left to {@link ArpaReader}. Both read
 * the same numbers, to the last bit. Not thread-safe.
 */
final class PlainGrams {
  /** A whole number with so many digits is exact as a double, and so is this power of ten. */
  private static final int MOST_DIGITS = 15;

  private static final double[] POWERS = new double[MOST_DIGITS + 1];
  private static final long[] TENS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  /** The bits of a double that a float does not have, and their value half-way between floats. */
  private static final long REST = (1L << 29) - 1;

  private static final long HALF_WAY = 1L << 28;

  /** Far above the numbers that have fewer bits as floats. */
  private static final double LEAST = 1e-30;

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private final PlainWords words;
  private final int n;
  private final boolean highest;
  private final GramTable shorter;
  private final int[] tokens;

  /** [n] the word before at each place of the n-gram as a number; 0 if it was not a short one. */
  private final long[] before;

  private final long[] scratch;
  private boolean contextChanged = true;
  private boolean contextIsThere;
  private float number;
  private float probability;
  private float backOff;
  private long[] entries = new long[0];
  private long[] contexts = new long[0];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  /**
   * @param n the order of the n-grams, above 1
   * @param highest whether they must have no back-off weight
   * @param shorter the n-grams with one token less
   */
  PlainGrams(PlainWords words, int n, boolean highest, GramTable shorter) {
    this.words = words;
    this.n = n;
    this.highest = highest;
    this.shorter = shorter;
    tokens = new int[n];
    before = new long[n];
    scratch = new long[shorter.stride()];
  }

  /**
   * Adds the n-gram of a line to a table. Returns false, and adds nothing, if the line is not plain
   * or has a mistake.
   */
  boolean add(ArpaLines line, GramTable table) {
    if (read(line.bytes(), line.from(), line.to()) != line.to()) {
      return false;
    }
    if (contextChanged) {
      contextIsThere = shorter.find(tokens, n - 1, scratch) >= 0;
      contextChanged = false;
    }
    return contextIsThere && table.addNew(tokens, probability, backOff);
  }

  /**
   * What was read of a block of lines.
   *
   * @param piece the n-grams of the lines from the first on
   * @param bytes where the first line begins that is not plain or has a mistake
   * @param contextsAreThere whether the context of every n-gram is in the file
   */
  record Read(GramTable.Piece piece, int bytes, boolean contextsAreThere) {}

  /** Reads the lines of a block up to the first that is not plain or has a mistake. */
  Read read(ArpaLines.Block block, GramTable table) {
    byte[] bytes = block.bytes();
    int to = block.length();
    int stride = table.stride();
    int contextStride = shorter.stride();
    int size = 0;
    int contextsSize = 0;
    int from = 0;
    contextChanged = true;
    while (from < to) {
      int end = read(bytes, from, to);
      if (end < 0 || end == to) {
        break;
      }
      if (size + stride > entries.length) {
        entries = Arrays.copyOf(entries, Math.max(1 << 15, 2 * entries.length));
      }
      table.entry(tokens, probability, backOff, entries, size);
      size += stride;
      if (contextChanged) {
        if (contextsSize + contextStride > contexts.length) {
          contexts = Arrays.copyOf(contexts, Math.max(1 << 15, 2 * contexts.length));
        }
        shorter.entry(tokens, n - 1, contexts, contextsSize);
        contextsSize += contextStride;
        contextChanged = false;
      }
      from = end + 1;
    }
    return new Read(table.piece(entries, size), from, shorter.containsAll(contexts, contextsSize));
  }

  /**
   * Reads a line. Returns where it ends, at an LF or at {@code to}; below 0 if it is not plain or
   * has a mistake.
   */
  private int read(byte[] bytes, int from, int to) {
    int at = number(bytes, from, to);
    if (at < 0 || number > 0) {
      return -1;
    }
    probability = number;
    for (int i = 0; i < n; i++) {
      if (at >= to || !isSpace(bytes[at])) {
        return -1;
      }
      at = word(i, bytes, at + 1, to);
      if (at < 0) {
        return -1;
      }
    }
    backOff = 0;
    if (at < to && bytes[at] != '\n') {
      if (bytes[at] != '\t') {
        return -1;
      }
      at = number(bytes, at + 1, to);
      if (at < 0 || (at < to && bytes[at] != '\n') || (highest && number != 0)) {
        return -1;
      }
      backOff = number;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }

  private static boolean isEnd(byte b) {
    return isSpace(b) || b == '\n';
  }

  /** Reads the word at a place of the n-gram. Returns where it ends; -1 if it is not known. */
  private int word(int place, byte[] bytes, int from, int to) {
    long first = PlainWords.eight(bytes, from);
    long low = (first - 0x21 * EACH) & ~first & HIGH;
    int length = Long.numberOfTrailingZeros(low) >>> 3;
    int end = from + length;
    if (end >= to || !isEnd(bytes[end])) {
      end = end(bytes, low == 0 && end <= to ? end : from, to);
      length = end - from;
    }
    if (length == 0) {
      return -1;
    }
    boolean isShort = length < 8 && bytes[end - 1] != 0;
    if (length < 8) {
      first &= (1L << (8 * length)) - 1;
    }
    if (isShort && first == before[place]) {
      return end;
    }
    int id = words.id(bytes, from, end, first);
    before[place] = isShort && id >= 0 ? first : 0;
    if (id != tokens[place]) {
      tokens[place] = id;
      contextChanged |= place < n - 1;
    }
    return id < 0 ? -1 : end;
  }

  /** The end of a word that is long, that has control characters, or that ends the bytes. */
  private static int end(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && !isEnd(bytes[end])) {
      end++;
    }
    return end;
  }

  /**
   * Reads a number as {@link Float#parseFloat} does. Returns where it ends, or -1 if it is none.
   */
  private int number(byte[] bytes, int from, int to) {
    int at = decimal(bytes, from, to);
    if (at >= 0 && (at == to || isEnd(bytes[at]))) {
      return at;
    }
    at = end(bytes, from, to);
    String text = new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
    if (!ArpaLine.isNumber(text)) {
      return -1;
    }
    number = Float.parseFloat(text);
    return Float.isInfinite(number) ? -1 : at;
  }

  /**
   * Reads a number without exponent. Its quotient is correctly rounded to a double, so rounding it
   * again to a float is right unless it is half-way between two floats. Returns where it ends, or
   * -1 if it is of another form.
   */
  private int decimal(byte[] bytes, int from, int to) {
    int at = from;
    boolean isNegative = at < to && bytes[at] == '-';
    at += isNegative ? 1 : 0;
    int start = at;
    long whole = 0;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      whole = 10 * whole + (bytes[at++] - '0');
    }
    int digits = at - start;
    int fraction = 0;
    if (at < to && bytes[at] == '.') {
      start = ++at;
      int many = Math.min(digits(bytes, at), to - at);
      if (many > 0) {
        whole = whole * TENS[many] + value(bytes, at, many);
        at += many;
      }
      while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
        whole = 10 * whole + (bytes[at++] - '0');
      }
      fraction = at - start;
      digits += fraction;
    }
    if (digits == 0 || digits > MOST_DIGITS) {
      return -1;
    }
    double value = whole / POWERS[fraction];
    boolean isHalfWay = (Double.doubleToRawLongBits(value) & REST) == HALF_WAY;
    if (isHalfWay || (value != 0 && value < LEAST)) {
      return -1;
    }
    number = isNegative ? -(float) value : (float) value;
    return at;
  }

  /** How many of the next eight bytes are digits, before the first that is none. */
  private static int digits(byte[] bytes, int at) {
    long values = PlainWords.eight(bytes, at) ^ '0' * EACH;
    long others = ((values + 0x76 * EACH) | values) & HIGH;
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  /**
   * The number of 1 to 8 digits: pairs of digits, then of pairs, then of these are put together.
   */
  private static long value(byte[] bytes, int at, int many) {
    long digits = (PlainWords.eight(bytes, at) ^ '0' * EACH) << (8 * (8 - many));
    digits = (digits * 10 + (digits >>> 8)) & 0x00FF00FF00FF00FFL;
    digits = (digits * 100 + (digits >>> 16)) & 0x0000FFFF0000FFFFL;
    return (digits * 10_000 + (digits >>> 32)) & 0xFFFFFFFFL;
  }
}
