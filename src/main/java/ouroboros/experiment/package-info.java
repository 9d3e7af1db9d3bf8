/**
 * The values of an experiment: cells, families, sizes, what is measured. Configuration, storage,
 * laws and the loop are rooms inside this one. Imports the pure rooms below.
 */
@NullMarked
package ouroboros.experiment;

import org.jspecify.annotations.NullMarked;
