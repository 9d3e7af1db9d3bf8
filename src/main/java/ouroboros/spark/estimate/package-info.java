/**
 * Estimates one n-gram model from text, on the cluster. May import {@code spark.count}, {@code
 * spark.prepare}, {@code spark.corpus}, {@code spark.cluster}.
 */
@NullMarked
package ouroboros.spark.estimate;

import org.jspecify.annotations.NullMarked;
