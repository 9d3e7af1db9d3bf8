package ouroboros.spark.mixture;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.MixtureMetric;
import ouroboros.metric.Subject;
import ouroboros.metric.VectorMetrics;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.ComponentMatch;
import ouroboros.mixture.GaussianFit;
import ouroboros.mixture.GaussianMixture;
import ouroboros.mixture.KMeansStart;
import ouroboros.mixture.Mixture;
import ouroboros.mixture.VectorBlock;
import ouroboros.model.Covariance;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.text.Part;

/** {@code gaussian-mixture} on text: each document is a vector. */
final class GaussianEstimator implements BlockEstimator<VectorBlock, GaussianMixture> {
  private static final double FLOOR = 1e-6;
  private static final double LEAST_FLOOR = 1e-12;
  private static final int SHOWN = 6;
  private static final int WORDS = 30;

  private final JavaSparkContext spark;
  private final FamilySpec.GaussianMixture spec;
  private final Vectors vectors;
  private final BagText text;
  private final MetricSelection wanted;
  private final VectorMetrics metrics;
  private final VectorBlock real;
  private final Blocks<VectorBlock> test;
  private final double floor;

  GaussianEstimator(
      JavaSparkContext spark,
      FamilySpec.GaussianMixture spec,
      Vectors vectors,
      BagText text,
      MetricSelection wanted) {
    this.spark = spark;
    this.spec = spec;
    this.vectors = vectors;
    this.text = text;
    this.wanted = wanted;
    try (SparkBlocks<VectorBlock> rows = SparkBlocks.of(spark, vectors.sources(Part.REAL))) {
      this.metrics = new VectorMetrics(rows);
      this.real = rows.first();
    }
    List<VectorBlock> held = new ArrayList<>();
    vectors.sources(Part.TEST).forEach(source -> held.add(source.load()));
    this.test =
        Blocks.here(
            held.isEmpty()
                ? List.of(new VectorBlock(real.d(), new double[0], new double[0]))
                : held);
    double variance = metrics.real().totalVariance() / vectors.dimension();
    this.floor = Math.max(LEAST_FLOOR, FLOOR * variance);
  }

  @Override
  public SparkBlocks.Source<VectorBlock> real(Part part, long from, int count) {
    return vectors.source(part, from, count);
  }

  @Override
  public UnitDrawer<VectorBlock> drawer(GaussianMixture model, Key key, Source.Synthetic source) {
    return (words, count) -> model.draw(key, source.word(), words, count);
  }

  @Override
  public Fitted<GaussianMixture> fit(
      Blocks<VectorBlock> training, @Nullable GaussianMixture before, Key key) {
    GaussianMixture start =
        before != null
            ? before
            : KMeansStart.of(training.first(), spec.components(), spec.covariance(), floor, key);
    TreeMap<String, Long> notes = new TreeMap<>();
    GaussianMixture model =
        spec.engine() == FamilySpec.Engine.MLLIB
            ? MllibGaussian.fit(spark, training, start, floor)
            : blocked(training, start, notes);
    long onFloor = model.onFloor(floor);
    if (onFloor > 0) {
      notes.put("components with a covariance on the floor", onFloor);
    }
    return new Fitted<>(model, notes);
  }

  private GaussianMixture blocked(
      Blocks<VectorBlock> training, GaussianMixture start, Map<String, Long> notes) {
    var fitted = GaussianFit.fit(training, start, spec.covariance(), floor);
    if (!fitted.converged()) {
      notes.put("fits ended after " + fitted.rounds() + " rounds", 1L);
    }
    return fitted.model();
  }

  @Override
  public void drawn(Blocks<VectorBlock> units, Subject subject, Measurements into) {
    metrics.measure(units, subject, wanted, into);
  }

  @Override
  public void model(GaussianMixture model, Measurements into) {
    if (wanted.includes(MixtureMetric.LOG_LIKELIHOOD)) {
      double likelihood = GaussianFit.logLikelihood(test, model, spec.covariance());
      into.add(MixtureMetric.LOG_LIKELIHOOD, Subject.MODEL, "all", likelihood);
    }
  }

  @Override
  public void modelOfMembers(List<? extends Mixture<?>> models, Measurements into) {
    List<GaussianMixture> all = models.stream().map(GaussianMixture.class::cast).toList();
    if (wanted.includes(MixtureMetric.LOG_LIKELIHOOD)) {
      // The covariances of members can have different shapes; full ones are right for all.
      double likelihood =
          GaussianFit.logLikelihood(test, GaussianMixture.mean(all), Covariance.FULL);
      into.add(MixtureMetric.LOG_LIKELIHOOD, Subject.MODEL, "all", likelihood);
    }
    double bits =
        ComponentMatch.entropyBits(all, (m, k, n, j) -> all.get(m).distance(k, all.get(n), j));
    MixtureMetric.measureShares(bits, wanted, into);
  }

  @Override
  public int shown() {
    return Math.min(SHOWN, real.size());
  }

  @Override
  public String shown(int unit) {
    return text.beginning(unit, WORDS);
  }

  /**
   * A vector is shown as the beginning of a document of R: the nearest, by squared distance, in R's
   * first block.
   */
  @Override
  public String shown(VectorBlock one) {
    return text.beginning(nearest(one.rows()), WORDS);
  }

  private int nearest(double[] point) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < real.size(); i++) {
      double squares = 0;
      for (int a = 0; a < point.length; a++) {
        double gap = point[a] - real.rows()[i * point.length + a];
        squares += gap * gap;
      }
      if (squares < least) {
        least = squares;
        best = i;
      }
    }
    return best;
  }

  @Override
  public GaussianMixture read(DataInputStream in) throws IOException {
    return GaussianMixture.read(in);
  }
}
