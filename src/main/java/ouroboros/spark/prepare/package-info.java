/**
 * Makes a prepared corpus from text: reads, sorts, tokenizes and encodes it. May import {@code
 * spark.corpus} and {@code spark.cluster}.
 */
@NullMarked
package ouroboros.spark.prepare;

import org.jspecify.annotations.NullMarked;
