/**
 * The histogram of pairs (count in R, count in the subject) and what is computed from it:
 * diversity, divergence, rarefaction, power laws. Imports {@code ngram} and below.
 */
@NullMarked
package ouroboros.metric.count;

import org.jspecify.annotations.NullMarked;
