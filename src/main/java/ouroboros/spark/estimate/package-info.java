/**
 * One n-gram model estimated from text, in passes over the cluster. Imports {@code spark.prepare},
 * {@code spark.corpus}, {@code spark.cluster}.
 */
@NullMarked
package ouroboros.spark.estimate;

import org.jspecify.annotations.NullMarked;
