/**
 * Mixtures fitted to vectors and bags of words: expectation maximisation in blocks, draws keyed by
 * unit. Imports {@code ngram}, {@code model} and below.
 */
@NullMarked
package ouroboros.mixture;

import org.jspecify.annotations.NullMarked;
