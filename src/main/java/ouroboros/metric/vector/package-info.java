/**
 * Distances between two sets of vectors. May import {@code mixture}, {@code algebra} and {@code
 * random}.
 */
@NullMarked
package ouroboros.metric.vector;

import org.jspecify.annotations.NullMarked;
