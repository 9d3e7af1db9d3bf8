/**
 * Reads and writes ARPA files. Imports {@code ngram.estimate}, {@code ngram.count} and {@code
 * text}.
 */
@NullMarked
package ouroboros.ngram.arpa;

import org.jspecify.annotations.NullMarked;
