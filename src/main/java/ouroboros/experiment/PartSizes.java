package ouroboros.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The number of units in each of the four parts of a corpus.
 *
 * @param real R
 * @param reserve real data not used yet
 * @param guard what critics learn from
 * @param test what perplexity is measured on
 * @param realTokens tokens of R; 0 where they are not known
 * @param reserveTokens tokens of the reserve; 0 where they are not known
 * @param realTypes types of R; 0 where they are not known
 */
public record PartSizes(
    long real,
    long reserve,
    long guard,
    long test,
    @JsonIgnore long realTokens,
    @JsonIgnore long reserveTokens,
    @JsonIgnore long realTypes) {
  /** Parts whose tokens and types do not matter. */
  public PartSizes(long real, long reserve, long guard, long test) {
    this(real, reserve, guard, test, 0, 0, 0);
  }
}
