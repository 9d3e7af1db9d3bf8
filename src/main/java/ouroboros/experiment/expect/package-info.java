/**
 * What the laws predict for the cells of an experiment, before anything is drawn. Imports {@code
 * experiment.config}, {@code experiment}, {@code law} and below.
 */
@NullMarked
package ouroboros.experiment.expect;

import org.jspecify.annotations.NullMarked;
