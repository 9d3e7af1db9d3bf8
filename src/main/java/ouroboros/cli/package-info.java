/** The commands. */
@NullMarked
package ouroboros.cli;

import org.jspecify.annotations.NullMarked;
