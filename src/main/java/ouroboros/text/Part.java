package ouroboros.text;

import java.util.Locale;

/** The four parts of a corpus. Every document is in exactly one part. */
public enum Part {
  /** R: the training data of generation 0. */
  REAL(0),
  /** Real data not used yet. */
  RESERVE(1),
  /** What critics learn from. */
  GUARD(2),
  /** What perplexity is measured on. */
  TEST(3);

  private static final Part[] PARTS = values();

  private final int code;

  Part(int code) {
    this.code = code;
  }

  /** The part's number in files and arrays: 0, 1, 2, 3, in the order of this enum. */
  public int code() {
    return code;
  }

  /** The part with a given number. */
  public static Part of(int code) {
    return PARTS[code];
  }

  /** The part's name in keys, files and messages: real, reserve, guard, test. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
