/**
 * Real sentences and documents as tasks that read them. Imports {@code spark.corpus} and {@code
 * spark.cluster}.
 */
@NullMarked
package ouroboros.spark.text;

import org.jspecify.annotations.NullMarked;
