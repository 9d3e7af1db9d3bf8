/**
 * Distances between two sets of vectors. Imports {@code algebra}, {@code mixture} and {@code
 * random}.
 */
@NullMarked
package ouroboros.metric.vector;

import org.jspecify.annotations.NullMarked;
