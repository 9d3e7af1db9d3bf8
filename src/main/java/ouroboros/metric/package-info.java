/** The pair histogram and what is computed from it; intervals. Imports {@code ngram} and below. */
@NullMarked
package ouroboros.metric;

import org.jspecify.annotations.NullMarked;
