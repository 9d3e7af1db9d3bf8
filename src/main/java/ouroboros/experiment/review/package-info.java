/**
 * What people decide about drawn units: the files in which they are asked, and the formats of
 * annotation tools.
 */
@NullMarked
package ouroboros.experiment.review;

import org.jspecify.annotations.NullMarked;
