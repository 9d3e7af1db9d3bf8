/**
 * The stored state of a run: folders, sealed files, manifests; all or nothing. Imports {@code
 * experiment.loop}, {@code experiment.config}, {@code experiment.yaml}, {@code experiment} and
 * below, and Hadoop's FileSystem.
 */
@NullMarked
package ouroboros.experiment.store;

import org.jspecify.annotations.NullMarked;
