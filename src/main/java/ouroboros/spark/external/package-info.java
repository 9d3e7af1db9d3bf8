/**
 * Texts made elsewhere, compared with R. May import {@code spark.ngram}, {@code spark.count},
 * {@code spark.text}, {@code spark.estimate}, {@code spark.prepare}, {@code spark.corpus}, {@code
 * spark.cluster}.
 */
@NullMarked
package ouroboros.spark.external;

import org.jspecify.annotations.NullMarked;
