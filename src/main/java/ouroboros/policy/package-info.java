/**
 * The data policies: what a training set is made of. Pure; imports {@code model} and {@code
 * random}.
 */
@NullMarked
package ouroboros.policy;

import org.jspecify.annotations.NullMarked;
