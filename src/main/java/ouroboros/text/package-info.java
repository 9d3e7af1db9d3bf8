/**
 * The words of a corpus: its four parts, its types and their numbers, and what the corpus section
 * of an experiment says. The packages inside this one read, tokenize, encode and prepare text.
 * Imports {@code random}.
 */
@NullMarked
package ouroboros.text;

import org.jspecify.annotations.NullMarked;
