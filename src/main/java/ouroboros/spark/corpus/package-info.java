/** Corpora as files: finds, hashes and reads them. Imports {@code spark.cluster}. */
@NullMarked
package ouroboros.spark.corpus;

import org.jspecify.annotations.NullMarked;
