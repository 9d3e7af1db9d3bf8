/**
 * Experiments with a known truth: cells, moments over replicates, seals, rows of tables. Imports
 * {@code experiment.store}, {@code experiment}, {@code inference}, {@code law} and {@code truth}.
 */
@NullMarked
package ouroboros.experiment.truth;

import org.jspecify.annotations.NullMarked;
