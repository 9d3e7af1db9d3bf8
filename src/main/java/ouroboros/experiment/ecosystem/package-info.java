/**
 * The {@code ecosystem} section of an experiment. Imports {@code experiment}, {@code
 * experiment.yaml} and what is below them.
 */
@NullMarked
package ouroboros.experiment.ecosystem;

import org.jspecify.annotations.NullMarked;
