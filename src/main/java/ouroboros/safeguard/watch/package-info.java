/**
 * Control charts: what an alarm computes from the values of a metric, one generation after the
 * other. Pure functions of numbers.
 */
@NullMarked
package ouroboros.safeguard.watch;

import org.jspecify.annotations.NullMarked;
