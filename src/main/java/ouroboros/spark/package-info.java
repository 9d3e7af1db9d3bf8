/** The only room that imports Spark: session, corpora and the steps of a generation. */
@NullMarked
package ouroboros.spark;

import org.jspecify.annotations.NullMarked;
