package ouroboros.ngram.arpa;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import ouroboros.ngram.count.KeyLayout;

/**
 * Lines of an ARPA file as bytes: {@code log10 probability TAB tokens TAB log10 back-off}, seven
 * digits after the decimal point.
 *
 * <p>The format cannot express the logarithm of 0: probability 0 is written as -99, as SRILM does.
 */
public final class ArpaText {
  /** What is written for the logarithm of 0. */
  static final int IMPOSSIBLE = -99;

  private static final long SCALE = FixedLogarithm.SCALE;
  private static final int DIGITS = 7;

  private byte[] bytes;
  private int size;

  /** Empty, with room for {@code expected} bytes before it first grows. */
  public ArpaText(int expected) {
    bytes = new byte[Math.max(64, expected)];
  }

  /** How many bytes the text has. */
  public int size() {
    return size;
  }

  /** Writes the bytes and empties the text. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }

  /** Returns the bytes and empties the text. */
  public byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, size);
    size = 0;
    return taken;
  }

  /** Appends a text, which must be ASCII. */
  public ArpaText text(String text) {
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
    return this;
  }

  /**
   * Appends the line of an n-gram without its back-off weight.
   *
   * @param words [types] UTF-8 of each id
   * @param keys the keys; that of the n-gram is entry {@code i}
   */
  ArpaText gram(double probability, KeyLayout layout, long[][] keys, int i, byte[][] words) {
    logarithm(probability);
    for (int position = layout.order() - 1; position >= 0; position--) {
      token(position == layout.order() - 1 ? '\t' : ' ', words[layout.token(keys, i, position)]);
    }
    return this;
  }

  /** Appends the line of a unigram without its back-off weight. */
  public ArpaText unigram(double probability, byte[] word) {
    return logarithm(probability).token('\t', word);
  }

  /** Appends a back-off weight and ends the line. */
  public ArpaText backOff(double weight) {
    ensure(1);
    bytes[size++] = '\t';
    return logarithm(weight).end();
  }

  /** Ends the line. */
  public ArpaText end() {
    ensure(1);
    bytes[size++] = '\n';
    return this;
  }

  private ArpaText token(char before, byte[] word) {
    ensure(word.length + 1);
    bytes[size++] = (byte) before;
    System.arraycopy(word, 0, bytes, size, word.length);
    size += word.length;
    return this;
  }

  /** Appends log10 x, rounded half up to seven digits. */
  private ArpaText logarithm(double x) {
    ensure(24);
    long scaled = x > 0 ? FixedLogarithm.of(x) : IMPOSSIBLE * SCALE;
    if (scaled < 0) {
      bytes[size++] = '-';
      scaled = -scaled;
    }
    long whole = scaled / SCALE;
    long fraction = scaled % SCALE;
    if (whole >= 10) {
      ensure(24);
      text(Long.toString(whole));
    } else {
      bytes[size++] = (byte) ('0' + whole);
    }
    if (fraction != 0) {
      bytes[size++] = '.';
      for (int i = DIGITS - 1; i >= 0; i--) {
        bytes[size + i] = (byte) ('0' + fraction % 10);
        fraction /= 10;
      }
      size += DIGITS;
      while (bytes[size - 1] == '0') {
        size--;
      }
    }
    return this;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length + (bytes.length >> 1)));
    }
  }
}
