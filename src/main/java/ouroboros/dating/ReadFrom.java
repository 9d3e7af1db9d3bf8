package ouroboros.dating;

import java.util.Locale;

/**
 * What an age was read from.
 *
 * @param order 1 for words, n for n-grams
 * @param types how many rare ones of R
 * @param inflation by how much log likelihood ratios are too large, because they come in clusters
 */
public record ReadFrom(int order, long types, double inflation) {
  /** In words. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "read from %,d rare %s of REAL, which say as much as %,d independent ones",
        types,
        order == 1 ? "words" : order + "-grams",
        (long) (types / inflation));
  }
}
