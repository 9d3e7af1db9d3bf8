/**
 * Synthetic corpora as functions, and their models, whole in a JVM or in shards. May import {@code
 * spark.text}, {@code spark.corpus}, {@code spark.cluster}.
 */
@NullMarked
package ouroboros.spark.draw;

import org.jspecify.annotations.NullMarked;
