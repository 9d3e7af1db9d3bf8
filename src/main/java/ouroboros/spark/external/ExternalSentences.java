package ouroboros.spark.external;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.SentenceMetric;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.Subject;
import ouroboros.metric.sentence.SentenceClusters;
import ouroboros.metric.sentence.SentenceCounts;
import ouroboros.metric.sentence.SentenceTotals;
import ouroboros.metric.sentence.SharedRuns;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.SentenceHashes;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.count.SentenceMeasure;
import ouroboros.spark.count.ShuffledCounts;
import ouroboros.spark.text.RealText;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/**
 * Compares the sentences of texts that were made elsewhere with those of R. One Spark job per text;
 * one more over R if a metric needs copied runs. Strata and test text are not known for such texts.
 *
 * <p>The driver adds the results up. Memory: 24 bytes per distinct sentence.
 */
final class ExternalSentences {
  private final JavaSparkContext spark;
  private final MetricSelection wanted;
  private final SentencePlan plan;
  private final MeasuredText real;
  private final Broadcast<int[]> realIds;
  private final SentenceMeasure.Part ofReal;
  private final @Nullable SentenceClusters clusters;

  /** Reads R, if a metric needs whole sentences. */
  ExternalSentences(
      JavaSparkContext spark,
      MetricSelection wanted,
      SentencePlan plan,
      MeasuredText real,
      Broadcast<int[]> realIds,
      long seed) {
    this.spark = spark;
    this.wanted = wanted;
    this.plan = plan;
    this.real = real;
    this.realIds = realIds;
    ofReal = collected(real, realIds);
    List<int[]> sample = ofReal.totals().sample();
    Vocabulary types = real.vocabulary();
    clusters =
        sample.isEmpty()
            ? null
            : SentenceClusters.of(
                sample, id -> id < types.size() ? types.realCount(id) : 0, real.tokens(), seed);
  }

  /** Adds the metrics of R itself, as the training set of generation 0. */
  void ofReal(Measurements into) {
    if (plan.asks()) {
      CountRun none = CountRun.empty(SentenceHashes.LAYOUT);
      SentenceCounts counts = SentenceCounts.of(none, ofReal.hashes(), ofReal.totals());
      SentenceMetric.measure(counts, List.of(), null, Subject.TRAINING, wanted, into);
    }
  }

  /** Adds the metrics of a text. */
  void of(MeasuredText text, Broadcast<int[]> ids, Measurements into) {
    if (!plan.asks()) {
      return;
    }
    SentenceMeasure.Part subject = collected(text, ids);
    SentenceTotals totals = subject.totals();
    if (plan.asksForRuns()) {
      totals = totals.merge(runs(totals.sample()));
    }
    SentenceCounts counts = SentenceCounts.of(ofReal.hashes(), subject.hashes(), totals);
    SentenceMetric.measure(counts, List.of(), clusters, Subject.SYNTHETIC, wanted, into);
  }

  private SentenceMeasure.Part collected(MeasuredText text, Broadcast<int[]> ids) {
    SentencePlan asked = plan;
    if (!asked.asks()) {
      return new SentenceMeasure.Part(CountRun.empty(SentenceHashes.LAYOUT), SentenceTotals.NONE);
    }
    return sum(
        text,
        blocks -> {
          SentencePlan.Collector collector = asked.collector(null, new long[0]);
          feed(blocks, ids.value(), collector);
          return new SentenceMeasure.Part(collector.hashes(), collector.totals());
        });
  }

  /** The runs of tokens that the sampled sentences share with R. */
  private SentenceTotals runs(List<int[]> sample) {
    Broadcast<int[]> ids = realIds;
    return sum(
            real,
            blocks -> {
              SharedRuns runs = SharedRuns.of(sample);
              feed(blocks, ids.value(), runs);
              return new SentenceMeasure.Part(
                  CountRun.empty(SentenceHashes.LAYOUT), SentenceTotals.of(runs));
            })
        .totals();
  }

  /** The work of one task, in a form that can be sent to it. */
  private interface Work
      extends Function<List<BlockRef>, SentenceMeasure.Part>, java.io.Serializable {}

  private SentenceMeasure.Part sum(MeasuredText text, Work work) {
    List<List<BlockRef>> groups = RealText.groups(text.blocks());
    List<Integer> numbers = IntStream.range(0, groups.size()).boxed().toList();
    List<ShuffledCounts> slices =
        spark
            .parallelize(numbers, Math.max(1, numbers.size()))
            .map(
                number ->
                    new ShuffledCounts(
                        CountRun.empty(SentenceHashes.LAYOUT),
                        0,
                        null,
                        work.apply(groups.get(number))))
            .collect();
    List<SentenceMeasure.Part> parts =
        slices.stream().map(ShuffledCounts::sentences).filter(java.util.Objects::nonNull).toList();
    return new SentenceMeasure.Part(
        CountMerge.sum(
            SentenceHashes.LAYOUT, parts.stream().map(SentenceMeasure.Part::hashes).toList()),
        parts.stream()
            .map(SentenceMeasure.Part::totals)
            .reduce(SentenceTotals.NONE, SentenceTotals::merge));
  }

  private static void feed(List<BlockRef> blocks, int[] ids, SentenceSink sink) {
    for (BlockRef ref : blocks) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        int[] sentence = block.sentence(i, ids);
        sink.accept(block.first() + i, sentence, 0, sentence.length);
      }
    }
  }
}
