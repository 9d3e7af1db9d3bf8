/**
 * Documents into encoded sentences: tokenizers, sentence splitting, vocabulary, strata, the four
 * parts. Imports {@code random} only.
 */
@NullMarked
package ouroboros.text;

import org.jspecify.annotations.NullMarked;
