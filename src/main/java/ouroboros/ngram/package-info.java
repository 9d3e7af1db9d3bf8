/**
 * N-gram tables, counts of counts, smoothings, the compiled sampler. Imports {@code model} and
 * below.
 */
@NullMarked
package ouroboros.ngram;

import org.jspecify.annotations.NullMarked;
