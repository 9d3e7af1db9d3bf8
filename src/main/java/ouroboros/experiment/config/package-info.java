/**
 * Binders: each turns one section of an experiment file into values. Also the sweep over these
 * values. Imports {@code experiment.yaml}, {@code experiment} and below.
 */
@NullMarked
package ouroboros.experiment.config;

import org.jspecify.annotations.NullMarked;
