/**
 * Synthetic corpora as functions, and the models they are drawn from in JVMs and shards. Imports
 * {@code spark.text}, {@code spark.corpus}, {@code spark.cluster}.
 */
@NullMarked
package ouroboros.spark.draw;

import org.jspecify.annotations.NullMarked;
