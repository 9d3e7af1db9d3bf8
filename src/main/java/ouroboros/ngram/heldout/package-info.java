/**
 * How probable text is that a model was not trained on. Imports {@code ngram.sampling}, {@code
 * ngram.smoothing}, {@code ngram.count}, {@code text}.
 */
@NullMarked
package ouroboros.ngram.heldout;

import org.jspecify.annotations.NullMarked;
