package ouroboros.spark.count;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.metric.Measurement;
import ouroboros.metric.count.RangeCounts;

/**
 * A table with all that is kept of its measuring.
 *
 * @param counts what its count metrics were computed from; null where nobody asks again
 * @param notes what was truncated, fallen back on or undefined, with counts
 */
public record MeasuredTable(
    CountTable table,
    @Nullable RangeCounts counts,
    List<Measurement> measurements,
    List<Manifest.Survivors> survival,
    List<Manifest.RankCount> ranks,
    SortedMap<String, Long> notes) {}
