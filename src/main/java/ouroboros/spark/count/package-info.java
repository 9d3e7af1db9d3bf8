/**
 * The jobs that count sentences, add count tables and measure both. May import {@code spark.draw},
 * {@code spark.text}, {@code spark.cluster}.
 */
@NullMarked
package ouroboros.spark.count;

import org.jspecify.annotations.NullMarked;
