/**
 * ARPA files, read and written. Imports {@code ngram.estimate}, {@code ngram.count}, {@code text}.
 */
@NullMarked
package ouroboros.ngram.arpa;

import org.jspecify.annotations.NullMarked;
