/**
 * The members of an ecosystem on a corpus: their loops, their pools, and what is sealed of all of
 * them. Imports {@code experiment}, its rooms {@code loop}, {@code store} and {@code review}, and
 * what is below them.
 */
@NullMarked
package ouroboros.experiment.members;

import org.jspecify.annotations.NullMarked;
