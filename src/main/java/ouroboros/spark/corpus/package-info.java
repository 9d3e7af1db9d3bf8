/** Corpora as files: finds, hashes and reads them. May import {@code spark.cluster}. */
@NullMarked
package ouroboros.spark.corpus;

import org.jspecify.annotations.NullMarked;
