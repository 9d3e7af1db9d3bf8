/** A document into sentences, a sentence into tokens. Imports {@code text}. */
@NullMarked
package ouroboros.text.token;

import org.jspecify.annotations.NullMarked;
