/**
 * The loop over the generations, the same for every family: no files, no Spark. Imports {@code
 * experiment} and below.
 */
@NullMarked
package ouroboros.experiment.loop;

import org.jspecify.annotations.NullMarked;
