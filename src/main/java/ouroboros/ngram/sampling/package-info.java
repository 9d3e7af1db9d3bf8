/**
 * Models compiled from counts, and drawing sentences from them, with temperatures and truncations.
 * Imports {@code ngram.count}, {@code ngram.smoothing}, {@code text} and {@code random}.
 */
@NullMarked
package ouroboros.ngram.sampling;

import org.jspecify.annotations.NullMarked;
