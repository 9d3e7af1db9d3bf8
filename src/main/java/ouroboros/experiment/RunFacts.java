package ouroboros.experiment;

import java.util.List;
import java.util.SortedMap;
import ouroboros.law.Census;
import ouroboros.metric.Measurement;

/**
 * What {@code run.json} says about one invocation, apart from the spec.
 *
 * @param corpusHash hash of the prepared corpus's encoded text; empty without a corpus
 * @param inputs SHA-256 of each input of a family that was made from the corpus, by name
 * @param parts units of the four parts, for each kind of unit
 * @param seconds wall time of each step
 * @param tokens tokens drawn by this invocation
 * @param resumed generations that were sealed before
 * @param computed generations that this invocation computed
 * @param versions of Java, Spark, Hadoop, ICU, this program; architecture, cores, heap
 * @param counted how often something was skipped, replaced or used as a fallback while the corpus
 *     was read
 * @param rarefied number of n-gram tokens to which the rarefied metrics are reduced, by n
 * @param baselines the metrics that compare a text with R, computed for two halves of R; empty
 *     without a text
 * @param hapaxes by stratum: the share of the words of R that only it has and that occur once
 * @param generationSeconds wall time between the seals of the first lineage
 * @param cellSeconds by cell: median wall time from one seal of a lineage to the next
 * @param census the counts of the real text that the forecasts need
 */
public record RunFacts(
    String corpusHash,
    SortedMap<String, String> inputs,
    UnitSizes parts,
    SortedMap<String, Double> seconds,
    long tokens,
    long resumed,
    long computed,
    SortedMap<String, String> versions,
    SortedMap<String, Long> counted,
    SortedMap<String, Long> rarefied,
    List<Measurement> baselines,
    SortedMap<String, Double> hapaxes,
    List<Double> generationSeconds,
    SortedMap<String, Double> cellSeconds,
    Census census) {}
