/**
 * Keyed, counter-based random streams, and the samplers that read them, one algorithm a class.
 * Imports no other package of Ouroboros.
 */
@NullMarked
package ouroboros.random;

import org.jspecify.annotations.NullMarked;
