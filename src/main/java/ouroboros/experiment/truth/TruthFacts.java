package ouroboros.experiment.truth;

import java.util.SortedMap;

/**
 * What {@code run.json} says of one invocation on known truths besides the spec.
 *
 * @param seconds wall time by step
 * @param resumed lineages that were sealed before
 * @param computed lineages that this invocation ran
 * @param units drawn by them
 * @param versions of Java, Spark, Hadoop, this program; architecture, cores, heap
 */
public record TruthFacts(
    SortedMap<String, Double> seconds,
    long resumed,
    long computed,
    long units,
    SortedMap<String, String> versions) {}
