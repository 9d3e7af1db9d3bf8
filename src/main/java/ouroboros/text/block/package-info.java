/** Encoded sentences in blocks and files, and the number formats of both. Imports {@code text}. */
@NullMarked
package ouroboros.text.block;

import org.jspecify.annotations.NullMarked;
