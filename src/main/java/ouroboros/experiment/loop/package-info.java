/**
 * The loop over the generations, whatever a family is: no files, no Spark. Imports {@code
 * experiment} and below.
 */
@NullMarked
package ouroboros.experiment.loop;

import org.jspecify.annotations.NullMarked;
