/** Ouroboros measures what is lost when generative models train on what other models wrote. */
@NullMarked
package ouroboros;

import org.jspecify.annotations.NullMarked;
