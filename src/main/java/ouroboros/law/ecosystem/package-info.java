/**
 * The closed forms and recursions for several models that feed one pool. Imports {@code policy},
 * {@code random}, {@code metric} and {@code truth}.
 */
@NullMarked
package ouroboros.law.ecosystem;

import org.jspecify.annotations.NullMarked;
