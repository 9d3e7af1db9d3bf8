/**
 * Experiments with a known truth: cells, moments over replicates, seals, rows of tables. Imports
 * {@code experiment.store}, {@code experiment} and below.
 */
@NullMarked
package ouroboros.experiment.truth;

import org.jspecify.annotations.NullMarked;
