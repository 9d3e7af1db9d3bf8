/**
 * The only room that imports Spark; here the runs of the commands, forecasts and benchmarks.
 * Imports all rooms inside it.
 */
@NullMarked
package ouroboros.spark;

import org.jspecify.annotations.NullMarked;
