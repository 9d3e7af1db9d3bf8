/**
 * What the laws expect of the cells of an experiment, before anything is drawn. Imports {@code
 * experiment.config}, {@code experiment} and {@code law}.
 */
@NullMarked
package ouroboros.experiment.expect;

import org.jspecify.annotations.NullMarked;
