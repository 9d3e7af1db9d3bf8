/**
 * The data policies: the rules that say what a training set is made of. Pure; imports {@code
 * random}.
 */
@NullMarked
package ouroboros.policy;

import org.jspecify.annotations.NullMarked;
