/**
 * N-gram models. The packages inside this one are: counts, smoothings, sampling, held-out text,
 * estimation, ARPA files.
 */
@NullMarked
package ouroboros.ngram;

import org.jspecify.annotations.NullMarked;
