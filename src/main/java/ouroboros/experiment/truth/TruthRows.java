package ouroboros.experiment.truth;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import ouroboros.inference.ContrastRow;
import ouroboros.inference.SummaryRow;
import ouroboros.inference.Trajectories;
import ouroboros.metric.MetricRow;
import ouroboros.safeguard.AlarmSeen;

/**
 * The rows of the tables of an experiment with a known truth, each sorted.
 *
 * @param metrics every value; empty where they are not kept
 * @param gates what each gate did; empty where values are not kept
 * @param alarms what the alarms saw
 * @param summaries means over replicates with their laws
 * @param contrasts differences of each cell from its baseline
 * @param trajectories the values of each measure through the generations
 * @param undefined how many values were undefined, by metric
 * @param withoutLaw for each cell, the metrics for which no law is known at any generation
 */
public record TruthRows(
    Iterable<MetricRow> metrics,
    Iterable<GateDecisions> gates,
    List<AlarmSeen> alarms,
    List<SummaryRow> summaries,
    List<ContrastRow> contrasts,
    Trajectories trajectories,
    SortedMap<String, Long> undefined,
    SortedMap<String, SortedSet<String>> withoutLaw) {}
