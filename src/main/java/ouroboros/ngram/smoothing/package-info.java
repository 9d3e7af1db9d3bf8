/** How counts become probabilities: one class per smoothing. Imports {@code random}. */
@NullMarked
package ouroboros.ngram.smoothing;

import org.jspecify.annotations.NullMarked;
