/**
 * The probability of text on which the model was not trained. Imports {@code ngram.sampling},
 * {@code ngram.smoothing}, {@code ngram.count}, {@code text} and {@code random}.
 */
@NullMarked
package ouroboros.ngram.heldout;

import org.jspecify.annotations.NullMarked;
