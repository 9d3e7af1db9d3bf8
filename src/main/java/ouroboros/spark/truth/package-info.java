/**
 * Known truths on the cluster: a whole lineage is a loop inside one task. May import {@code
 * spark.cluster}.
 */
@NullMarked
package ouroboros.spark.truth;

import org.jspecify.annotations.NullMarked;
