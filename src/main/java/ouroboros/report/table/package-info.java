/**
 * The tidy tables of a run, one class a table. Imports {@code experiment}, {@code inference} and
 * {@code metric}.
 */
@NullMarked
package ouroboros.report.table;

import org.jspecify.annotations.NullMarked;
