/**
 * Safeguards: what decides, between drawing and training, which units are passed on. Pure; imports
 * {@code ngram}, {@code mixture}, {@code algebra}, {@code model}, {@code text} and {@code random}.
 */
@NullMarked
package ouroboros.safeguard;

import org.jspecify.annotations.NullMarked;
