/**
 * Generations of n-gram models as populations: the counts of all sentences of a generation, drawn
 * at once.
 */
@NullMarked
package ouroboros.ngram.population;

import org.jspecify.annotations.NullMarked;
