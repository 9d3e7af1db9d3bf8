/**
 * Writes the provenance of a run in the formats of other programs: OpenLineage, Croissant, SPDX and
 * the Data Provenance Standards. Reads manifests and tables; computes no statistic.
 */
@NullMarked
package ouroboros.report.provenance;

import org.jspecify.annotations.NullMarked;
