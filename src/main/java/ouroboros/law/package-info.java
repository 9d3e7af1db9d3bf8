/**
 * Closed forms and forecasts; a law of one policy is named after that policy. May import {@code
 * policy}, {@code metric} and the rooms in it, {@code truth}, {@code algebra}, {@code model},
 * {@code text} and {@code random}.
 */
@NullMarked
package ouroboros.law;

import org.jspecify.annotations.NullMarked;
