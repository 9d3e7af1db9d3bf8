/**
 * The commands, one class per command. Imports {@code spark} (its root only), {@code report},
 * {@code experiment} and below.
 */
@NullMarked
package ouroboros.cli;

import org.jspecify.annotations.NullMarked;
