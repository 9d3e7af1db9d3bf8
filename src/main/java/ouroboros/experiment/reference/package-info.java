/**
 * What every key and every kind of an experiment file means, for the page and for {@code validate
 * --explain}. Imports {@code text}.
 */
@NullMarked
package ouroboros.experiment.reference;

import org.jspecify.annotations.NullMarked;
