package ouroboros.spark.count;

import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Measured;
import ouroboros.metric.count.RangeCounts;

/**
 * A count table and the metrics computed from it.
 *
 * @param counts what its count metrics were computed from; null where nobody asks again
 */
public record MeasuredTable(CountTable table, @Nullable RangeCounts counts, Measured measured) {}
