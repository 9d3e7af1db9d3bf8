/**
 * Tasks that read real sentences and documents. May import {@code spark.corpus} and {@code
 * spark.cluster}.
 */
@NullMarked
package ouroboros.spark.text;

import org.jspecify.annotations.NullMarked;
