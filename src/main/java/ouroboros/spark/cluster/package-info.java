/**
 * What every job needs: storage, clocks, results as bytes, blocks in the memory of the executors.
 * May import no other room of {@code spark}.
 */
@NullMarked
package ouroboros.spark.cluster;

import org.jspecify.annotations.NullMarked;
