/**
 * The prepared corpus: its manifest, its vocabulary, and which document is in which part. Imports
 * {@code text.token}, {@code text.block}, {@code text} and {@code random}.
 */
@NullMarked
package ouroboros.text.prepared;

import org.jspecify.annotations.NullMarked;
