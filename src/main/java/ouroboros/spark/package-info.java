/**
 * The runs of the commands, forecasts and benchmarks. May import all rooms inside it.
 *
 * <p>Only {@code spark} and the rooms inside it import Spark. Each of them may also import {@code
 * experiment} and everything below it.
 */
@NullMarked
package ouroboros.spark;

import org.jspecify.annotations.NullMarked;
