/**
 * Metrics of whole sentences: repetition, shared runs, self-BLEU, clusters, strata. May import
 * {@code metric.count}, {@code mixture}, {@code ngram}, {@code text} and {@code random}.
 */
@NullMarked
package ouroboros.metric.sentence;

import org.jspecify.annotations.NullMarked;
