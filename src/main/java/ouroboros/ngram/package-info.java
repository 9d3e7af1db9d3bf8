/**
 * N-gram models: counts, smoothings, sampling, held-out text, estimation, ARPA files; each is a
 * room inside this one.
 */
@NullMarked
package ouroboros.ngram;

import org.jspecify.annotations.NullMarked;
