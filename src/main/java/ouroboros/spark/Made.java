package ouroboros.spark;

import java.util.List;
import java.util.SortedMap;
import ouroboros.experiment.CountTable;
import ouroboros.experiment.Manifest;
import ouroboros.metric.Measurement;

/**
 * A table with all that is kept of its measuring.
 *
 * @param notes what was truncated, fallen back on or undefined, with counts
 */
record Made(
    CountTable table,
    List<Measurement> measurements,
    List<Manifest.Survivors> survival,
    List<Manifest.RankCount> ranks,
    SortedMap<String, Long> notes) {}
