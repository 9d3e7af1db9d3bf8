/**
 * Closed forms and forecasts, each named after its policy. Imports {@code policy}, {@code metric},
 * {@code truth} and below.
 */
@NullMarked
package ouroboros.law;

import org.jspecify.annotations.NullMarked;
