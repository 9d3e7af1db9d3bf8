/**
 * The loop of the design, for every family. Pure; imports {@code policy}, {@code model}, {@code
 * truth} and {@code random}.
 */
@NullMarked
package ouroboros.experiment.loop;

import org.jspecify.annotations.NullMarked;
