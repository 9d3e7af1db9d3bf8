/**
 * Text into a prepared corpus: read, sorted, tokenized, encoded. Imports {@code spark.corpus} and
 * {@code spark.cluster}.
 */
@NullMarked
package ouroboros.spark.prepare;

import org.jspecify.annotations.NullMarked;
