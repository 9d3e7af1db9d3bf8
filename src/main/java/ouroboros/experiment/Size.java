package ouroboros.experiment;

/** How much is drawn per synthetic generation. */
public sealed interface Size {
  /** As many units as R has. */
  record Real() implements Size {}

  /** So many units, at least 1. */
  record Units(long units) implements Size {}

  /** Units until so many tokens are there, at least 1. */
  record Tokens(long tokens) implements Size {}
}
