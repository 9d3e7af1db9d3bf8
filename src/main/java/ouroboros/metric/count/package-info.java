/**
 * The histogram of pairs (count in R, count in the subject) and the metrics computed from it:
 * diversity, divergence, rarefaction, power laws. May import {@code ngram}, {@code text} and {@code
 * random}.
 */
@NullMarked
package ouroboros.metric.count;

import org.jspecify.annotations.NullMarked;
