package ouroboros.experiment;

import java.util.List;
import java.util.SortedMap;
import ouroboros.law.Census;
import ouroboros.metric.Measurement;

/**
 * What {@code run.json} says of one invocation besides the spec.
 *
 * @param corpusHash of the prepared corpus's encoded text; empty without a corpus
 * @param inputs SHA-256 of what was made of the corpus and is a family's input, by name
 * @param parts units of the four parts, by what a unit is
 * @param seconds wall time by step
 * @param tokens tokens drawn by this invocation
 * @param resumed generations that were sealed before
 * @param computed generations that this invocation computed
 * @param versions of Java, Spark, Hadoop, ICU, this program; architecture, cores, heap
 * @param counted everything skipped, replaced or fallen back on while the corpus was read
 * @param rarefied n-gram tokens of the rarefied twins, by n
 * @param baselines what metrics that compare with R say of two halves of R; empty without a text
 * @param generationSeconds wall time between the seals of the first lineage
 * @param census what the forecasts need of the real text
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
    List<Double> generationSeconds,
    Census census) {}
