package ouroboros.inference.verdict;

import java.util.Locale;

/** Whether a cell collapsed, under one meaning. */
public enum Verdict {
  /** A test found it. */
  YES,
  /** An equivalence test excluded it. */
  NO,
  /** Neither, or nothing could be tested. */
  UNDECIDED;

  /** As tables write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
