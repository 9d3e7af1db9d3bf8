/**
 * What whole sentences say: repetition, shared runs, self-BLEU, clusters, strata. Imports {@code
 * metric.count}, {@code mixture}, {@code ngram} and below.
 */
@NullMarked
package ouroboros.metric.sentence;

import org.jspecify.annotations.NullMarked;
