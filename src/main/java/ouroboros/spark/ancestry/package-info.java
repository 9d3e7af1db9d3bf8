/** Finds the parents of drawn tokens: draws generations again and looks for occurrences. */
@NullMarked
package ouroboros.spark.ancestry;

import org.jspecify.annotations.NullMarked;
