/**
 * Mixtures of Gaussians and of words over the cluster, also by MLlib. Imports {@code spark.text},
 * {@code spark.corpus}, {@code spark.cluster}.
 */
@NullMarked
package ouroboros.spark.mixture;

import org.jspecify.annotations.NullMarked;
