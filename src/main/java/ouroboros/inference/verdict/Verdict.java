package ouroboros.inference.verdict;

import java.util.Locale;

/** Whether a cell collapsed, under one meaning of collapse. */
public enum Verdict {
  /** A test found collapse. */
  YES,
  /** An equivalence test excluded collapse. */
  NO,
  /** Neither test decided, or no test was possible. */
  UNDECIDED;

  /** The word in tables. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
