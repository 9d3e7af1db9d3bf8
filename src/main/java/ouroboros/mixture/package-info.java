/**
 * Mixtures fitted to vectors and to bags of words: expectation maximisation in blocks, and draws
 * that are keyed by unit. Imports {@code algebra}, {@code model}, {@code text} and its rooms, and
 * {@code random}.
 */
@NullMarked
package ouroboros.mixture;

import org.jspecify.annotations.NullMarked;
