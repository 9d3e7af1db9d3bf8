/** The result of a run in a few lines. Imports {@code report} and below. */
@NullMarked
package ouroboros.report.console;

import org.jspecify.annotations.NullMarked;
