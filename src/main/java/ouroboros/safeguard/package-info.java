/**
 * Safeguards: what stands between drawing and training. Pure; imports {@code ngram}, {@code
 * mixture}, {@code model} and below.
 */
@NullMarked
package ouroboros.safeguard;

import org.jspecify.annotations.NullMarked;
