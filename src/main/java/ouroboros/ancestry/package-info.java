/**
 * Family trees of tokens: which token of its training set each drawn token is a copy of, back to a
 * sentence that a person wrote; and the laws of genealogy that such trees obey.
 */
@NullMarked
package ouroboros.ancestry;

import org.jspecify.annotations.NullMarked;
