/**
 * Statistical inference from replicates, groups of documents and bootstraps: moments, intervals,
 * contrasts with a baseline, trajectories over the generations. May import {@code metric}, the
 * rooms in it, and {@code random}.
 */
@NullMarked
package ouroboros.inference;

import org.jspecify.annotations.NullMarked;
