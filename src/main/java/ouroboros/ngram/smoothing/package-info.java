/** How counts become probabilities: one smoothing a class. Imports {@code random}. */
@NullMarked
package ouroboros.ngram.smoothing;

import org.jspecify.annotations.NullMarked;
