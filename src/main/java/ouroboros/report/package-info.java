/** Tables and the self-contained HTML report. */
@NullMarked
package ouroboros.report;

import org.jspecify.annotations.NullMarked;
