/**
 * Files into documents: lines, JSON lines, rows of tables, whole files. What is skipped is counted.
 * Imports {@code text.token}, {@code text.block} and {@code text}.
 */
@NullMarked
package ouroboros.text.read;

import org.jspecify.annotations.NullMarked;
