/**
 * The passes of an estimation that writes a whole model out: adjusted counts, then normalised
 * levels of contexts. Imports {@code ngram.heldout}, {@code ngram.smoothing}, {@code ngram.count},
 * {@code text}.
 */
@NullMarked
package ouroboros.ngram.estimate;

import org.jspecify.annotations.NullMarked;
