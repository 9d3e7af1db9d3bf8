/**
 * Writes the tidy tables of a run, one class per table. Imports {@code report}, {@code experiment}
 * and below.
 */
@NullMarked
package ouroboros.report.table;

import org.jspecify.annotations.NullMarked;
