/**
 * Spec, sweep, plan, generation, manifest, run record: the loop as pure values. May use Hadoop's
 * FileSystem.
 */
@NullMarked
package ouroboros.experiment;

import org.jspecify.annotations.NullMarked;
