/**
 * Keyed, counter-based random streams and the samplers that read them, one algorithm a class.
 * Imports nothing of ours.
 */
@NullMarked
package ouroboros.random;

import org.jspecify.annotations.NullMarked;
