/**
 * The passes of an estimation that writes a complete model: adjusted counts, then normalised
 * contexts level by level. Imports {@code ngram.heldout}, {@code ngram.smoothing}, {@code
 * ngram.count} and {@code text}.
 */
@NullMarked
package ouroboros.ngram.estimate;

import org.jspecify.annotations.NullMarked;
