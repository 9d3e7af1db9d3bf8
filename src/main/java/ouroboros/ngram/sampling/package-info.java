/**
 * Compiles models from counts and draws sentences from them, with temperature, truncation and a
 * repetition penalty. Imports {@code ngram.count}, {@code ngram.smoothing}, {@code text} and {@code
 * random}.
 */
@NullMarked
package ouroboros.ngram.sampling;

import org.jspecify.annotations.NullMarked;
