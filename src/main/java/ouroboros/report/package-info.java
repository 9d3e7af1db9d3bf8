/**
 * Reads the tables of a run as rows and curves. Writing tables, the HTML page, the console and
 * MLflow are rooms inside this one. Imports {@code experiment} and below.
 */
@NullMarked
package ouroboros.report;

import org.jspecify.annotations.NullMarked;
