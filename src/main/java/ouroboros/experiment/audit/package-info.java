/**
 * Questions about the provenance of the training sets of a run. Pure; reads what {@code
 * experiment.store} has read.
 */
@NullMarked
package ouroboros.experiment.audit;

import org.jspecify.annotations.NullMarked;
