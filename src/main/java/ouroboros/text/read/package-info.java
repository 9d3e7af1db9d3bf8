/**
 * Files into documents: lines, JSON lines, whole files; what is skipped is counted. Imports {@code
 * text.token}, {@code text.block}, {@code text}.
 */
@NullMarked
package ouroboros.text.read;

import org.jspecify.annotations.NullMarked;
