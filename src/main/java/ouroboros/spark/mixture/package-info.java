/**
 * Mixtures of Gaussians and of words on the cluster, with this program's engines and with MLlib's.
 * May import {@code spark.text}, {@code spark.corpus}, {@code spark.cluster}.
 */
@NullMarked
package ouroboros.spark.mixture;

import org.jspecify.annotations.NullMarked;
