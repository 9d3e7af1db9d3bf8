/**
 * YAML files as trees with places, typed reading of their values, and problems that name the place.
 * Imports {@code experiment} and {@code text}.
 */
@NullMarked
package ouroboros.experiment.yaml;

import org.jspecify.annotations.NullMarked;
