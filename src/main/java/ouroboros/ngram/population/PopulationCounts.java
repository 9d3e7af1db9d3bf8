package ouroboros.ngram.population;

import ouroboros.ngram.count.CountRun;

/**
 * The counts of a generation.
 *
 * @param counts of its n-grams of the model's order, padded with {@code <s>}
 * @param truncated sentences that were ended by force
 */
public record PopulationCounts(CountRun counts, long truncated) {}
