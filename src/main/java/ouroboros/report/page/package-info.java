/**
 * The HTML page that loads nothing from anywhere. Imports {@code report}, {@code report.console}
 * and below.
 */
@NullMarked
package ouroboros.report.page;

import org.jspecify.annotations.NullMarked;
