/**
 * Texts made elsewhere, measured against R. Imports {@code spark.count}, {@code spark.text}, {@code
 * spark.prepare}, {@code spark.corpus}, {@code spark.cluster}.
 */
@NullMarked
package ouroboros.spark.external;

import org.jspecify.annotations.NullMarked;
