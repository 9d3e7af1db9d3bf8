/**
 * N-grams as packed keys, in sorted runs with their counts: counting, merging and scanning. Imports
 * {@code text} and {@code random}.
 */
@NullMarked
package ouroboros.ngram.count;

import org.jspecify.annotations.NullMarked;
