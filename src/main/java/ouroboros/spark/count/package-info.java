/**
 * The jobs that count and merge, and what they measure on the way. Imports {@code spark.draw},
 * {@code spark.text}, {@code spark.cluster}.
 */
@NullMarked
package ouroboros.spark.count;

import org.jspecify.annotations.NullMarked;
