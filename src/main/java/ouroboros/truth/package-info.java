/**
 * Families with a known truth: generation loops small enough for one task. Imports {@code model}
 * and below.
 */
@NullMarked
package ouroboros.truth;

import org.jspecify.annotations.NullMarked;
