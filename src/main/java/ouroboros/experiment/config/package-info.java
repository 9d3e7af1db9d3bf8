/**
 * Sections of an experiment file into values, one binder a section, and the sweep over them.
 * Imports {@code experiment.yaml}, {@code experiment} and below.
 */
@NullMarked
package ouroboros.experiment.config;

import org.jspecify.annotations.NullMarked;
