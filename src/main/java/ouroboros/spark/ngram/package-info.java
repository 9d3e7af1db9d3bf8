/**
 * The n-gram families: drawing, training sets and metrics on the cluster. May import {@code
 * spark.count}, {@code spark.draw}, {@code spark.text}, {@code spark.corpus}, {@code
 * spark.cluster}.
 */
@NullMarked
package ouroboros.spark.ngram;

import org.jspecify.annotations.NullMarked;
