/** The self-contained HTML pages. Imports {@code report}, {@code report.console} and below. */
@NullMarked
package ouroboros.report.page;

import org.jspecify.annotations.NullMarked;
