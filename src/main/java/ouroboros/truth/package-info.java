/**
 * Families with a known truth: generation loops small enough for one task. Imports {@code policy},
 * {@code algebra}, {@code model} and {@code random}.
 */
@NullMarked
package ouroboros.truth;

import org.jspecify.annotations.NullMarked;
