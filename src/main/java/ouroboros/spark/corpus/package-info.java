/** Corpora as files: found, hashed, read. Imports {@code spark.cluster}. */
@NullMarked
package ouroboros.spark.corpus;

import org.jspecify.annotations.NullMarked;
