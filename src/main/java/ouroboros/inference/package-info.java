/**
 * What replicates, groups of documents and bootstraps say of a metric: moments, intervals,
 * contrasts with a baseline, trajectories over the generations. Imports {@code metric} and {@code
 * random}.
 */
@NullMarked
package ouroboros.inference;

import org.jspecify.annotations.NullMarked;
