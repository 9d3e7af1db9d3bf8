/**
 * Known truths over the cluster: whole lineages are loops inside a task. Imports {@code
 * spark.cluster}.
 */
@NullMarked
package ouroboros.spark.truth;

import org.jspecify.annotations.NullMarked;
