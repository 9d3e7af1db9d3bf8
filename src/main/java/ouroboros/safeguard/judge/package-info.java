/**
 * What the safeguards that see text decide. Pure; imports {@code safeguard}, {@code ngram}, {@code
 * algebra}, {@code model}, {@code text} and {@code random}.
 */
@NullMarked
package ouroboros.safeguard.judge;

import org.jspecify.annotations.NullMarked;
