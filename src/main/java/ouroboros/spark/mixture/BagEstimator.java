package ouroboros.spark.mixture;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.BagMetrics;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.MixtureMetric;
import ouroboros.metric.Subject;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.BagMixture;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.ComponentMatch;
import ouroboros.mixture.Lengths;
import ouroboros.mixture.Mixture;
import ouroboros.mixture.MultinomialMixture;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.judge.PageFilter;
import ouroboros.safeguard.judge.PagePerplexity;
import ouroboros.safeguard.judge.PageRules;
import ouroboros.spark.cluster.SharedResults;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.text.Part;

/** Mixtures of words. A document is a bag of words: how often it has each word of R. */
final class BagEstimator<M extends BagMixture<M>> implements BlockEstimator<BagBlock, M> {
  private static final int SHOWN = 6;
  private static final int WORDS = 30;

  private final BagFamily<M> family;
  private final Documents documents;
  private final MetricSelection wanted;

  BagEstimator(BagFamily<M> family, Documents documents, MetricSelection wanted) {
    this.family = family;
    this.documents = documents;
    this.wanted = wanted;
  }

  /**
   * What all families of this kind share.
   *
   * @param lengths lengths of R's documents
   * @param test documents of the test text
   * @param empty number of documents of R without a word
   * @param filters published filters that gates use
   */
  record Documents(
      BagText text,
      Lengths lengths,
      Blocks<BagBlock> test,
      BagMetrics metrics,
      long empty,
      SharedResults<Safeguard.Preset, PageFilter> filters) {
    private static final int PILOT = 1000;

    /** A published filter, fitted to guard where it learns. */
    PageFilter filter(Safeguard.Preset preset) {
      return filters.get(
          preset,
          () ->
              preset == Safeguard.Preset.CCNET
                  ? new PagePerplexity(
                      text.types(),
                      text.sources(Part.GUARD, text.units(Part.GUARD)).stream()
                          .map(SparkBlocks.Source::load)
                          .toList())
                  : new PageRules(
                      IntStream.range(0, text.types()).mapToObj(text::word).toList(),
                      preset == Safeguard.Preset.FINEWEB));
    }

    /** How many of the first documents of R a filter judges, and how many of them it passes. */
    long[] pilot(PageFilter filter) {
      long judged = 0;
      long passed = 0;
      for (SparkBlocks.Source<BagBlock> source : text.sources(Part.REAL, PILOT)) {
        BagBlock block = source.load();
        for (int d = 0; d < block.size(); d++) {
          judged++;
          passed += filter.passes(block, d) ? 1 : 0;
        }
      }
      return new long[] {judged, passed};
    }

    static Documents of(JavaSparkContext spark, BagText text) {
      List<SparkBlocks.Source<BagBlock>> held = text.sources(Part.TEST, text.units(Part.TEST));
      BagBlock none = new BagBlock(new int[0], new int[0], new int[0], new double[0]);
      try (SparkBlocks<BagBlock> real =
          SparkBlocks.of(spark, text.sources(Part.REAL, text.units(Part.REAL)))) {
        return new Documents(
            text,
            Lengths.of(real),
            held.isEmpty()
                ? Blocks.here(List.of(none))
                : Blocks.here(held.stream().map(SparkBlocks.Source::load).toList()),
            new BagMetrics(text.counts()),
            real.sum(BagBlock::empty, Long::sum),
            new SharedResults<>());
      }
    }
  }

  @Override
  public SparkBlocks.Source<BagBlock> real(Part part, long from, int count) {
    return documents.text.source(part, from, count);
  }

  @Override
  public UnitDrawer<BagBlock> drawer(M model, Key key, Source.Synthetic source) {
    Lengths lengths = documents.lengths;
    return (words, count) -> model.draw(lengths, key, source.word(), words, count);
  }

  @Override
  public Fitted<M> fit(Blocks<BagBlock> training, @Nullable M before, Key key) {
    return family.fit(training, before, key);
  }

  @Override
  public void drawn(Blocks<BagBlock> units, Subject subject, Measurements into) {
    documents.metrics.measure(units, subject, wanted, into);
  }

  @Override
  public void training(Blocks<BagBlock> units, Measurements into) {
    documents.metrics.measure(units, Subject.TRAINING, wanted, into);
  }

  @Override
  public void model(M model, Measurements into) {
    if (wanted.includes(MixtureMetric.LOG_LIKELIHOOD)) {
      double likelihood = family.logLikelihood(documents.test, model);
      into.add(MixtureMetric.LOG_LIKELIHOOD, Subject.MODEL, "all", likelihood);
    }
  }

  /** The mean of topic models is no topic model, so it has no log-likelihood. */
  @Override
  public void modelOfMembers(List<? extends Mixture<?>> models, Measurements into) {
    List<BagMixture<?>> bags = new ArrayList<>();
    List<MultinomialMixture> unigrams = new ArrayList<>();
    for (Mixture<?> model : models) {
      bags.add((BagMixture<?>) model);
      if (model instanceof MultinomialMixture mixture) {
        unigrams.add(mixture);
      }
    }
    if (unigrams.size() == models.size() && wanted.includes(MixtureMetric.LOG_LIKELIHOOD)) {
      double likelihood =
          MultinomialFamily.likelihood(documents.test, MultinomialMixture.mean(unigrams));
      into.add(MixtureMetric.LOG_LIKELIHOOD, Subject.MODEL, "all", likelihood);
    }
    double length = bags.get(0).length();
    double bits =
        ComponentMatch.entropyBits(
            bags, (m, k, n, j) -> length * bags.get(m).words().distance(k, bags.get(n).words(), j));
    MixtureMetric.measureShares(bits, wanted, into);
  }

  @Override
  public boolean countsWords() {
    return true;
  }

  @Override
  public long[] counts(Blocks<BagBlock> units) {
    return documents.metrics.counts(units);
  }

  @Override
  public void members(List<long[]> each, Subject subject, Measurements into) {
    documents.metrics.members(each, subject, wanted, into);
  }

  @Override
  public boolean asksForPool() {
    return BagMetrics.asksForPool(wanted);
  }

  @Override
  public void pool(Blocks<BagBlock> pool, Measurements into) {
    documents.metrics.pool(pool, wanted, into);
  }

  @Override
  public int shown() {
    return (int) Math.min(SHOWN, documents.text.units(Part.REAL));
  }

  @Override
  public String shown(int unit) {
    return shown(documents.text.source(Part.REAL, unit, 1).load());
  }

  @Override
  public Safeguard.WordFilter judge(Safeguard.PagePreset gate, UnitDrawer<BagBlock> drawer) {
    PageFilter filter = documents.filter(gate.preset());
    return word -> filter.passes(drawer.one(word), 0);
  }

  /** The words of a document, the most frequent first. */
  @Override
  public String shown(BagBlock bag) {
    return IntStream.range(0, bag.types().length)
        .boxed()
        .sorted(Comparator.comparingInt(t -> -bag.counts()[t]))
        .limit(WORDS)
        .map(t -> documents.text.word(bag.types()[t]))
        .collect(Collectors.joining(" "));
  }

  @Override
  public String words(M model, int component) {
    return Arrays.stream(model.words().top(component, WORDS))
        .mapToObj(documents.text::word)
        .collect(Collectors.joining(" "));
  }

  @Override
  public M read(DataInputStream in) throws IOException {
    return family.read(in);
  }
}
