/**
 * Words of the corpus: its four parts, types and their numbers, what a corpus section says.
 * Reading, tokenizing, encoded blocks and prepared corpora are rooms inside this one. Imports
 * {@code random}.
 */
@NullMarked
package ouroboros.text;

import org.jspecify.annotations.NullMarked;
