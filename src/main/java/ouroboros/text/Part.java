package ouroboros.text;

import java.util.Locale;

/** The four parts of a corpus. Every document stands in exactly one. */
public enum Part {
  /** R: the training data of generation 0. */
  REAL,
  /** Real data not used yet. */
  RESERVE,
  /** What critics learn from. */
  GUARD,
  /** What perplexity is measured on. */
  TEST;

  /** The part's name in keys, files and messages: real, reserve, guard, test. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
