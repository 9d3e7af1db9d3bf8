package ouroboros.text;

/** The four parts of a corpus. Every document stands in exactly one. */
public enum Part {
  /** R: the training data of generation 0. */
  REAL,
  /** Real data not used yet. */
  RESERVE,
  /** What critics learn from. */
  GUARD,
  /** What perplexity is measured on. */
  TEST
}
