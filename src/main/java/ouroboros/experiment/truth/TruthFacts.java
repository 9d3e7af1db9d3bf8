package ouroboros.experiment.truth;

import java.util.SortedMap;

/**
 * What {@code run.json} says about one invocation on known truths, apart from the spec.
 *
 * @param seconds wall time of each step
 * @param resumed lineages that were sealed before
 * @param computed lineages that this invocation ran
 * @param units units that this invocation drew
 * @param versions of Java, Spark, Hadoop, this program; architecture, cores, heap
 */
public record TruthFacts(
    SortedMap<String, Double> seconds,
    long resumed,
    long computed,
    long units,
    SortedMap<String, String> versions) {}
