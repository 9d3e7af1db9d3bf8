package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.algebra.GaussianComponent;
import ouroboros.algebra.LowerMatrix;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.GaussianFit;
import ouroboros.mixture.GaussianGoldTest;
import ouroboros.mixture.GaussianMixture;
import ouroboros.mixture.KMeansStart;
import ouroboros.mixture.VectorBlock;
import ouroboros.model.Covariance;
import ouroboros.model.ExpectationMaximisation.Fitted;
import ouroboros.random.Key;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.spark.mixture.MllibGaussian;

/** Mixtures on text: whole runs on a small corpus. */
@Tag("spark")
class MixtureRunTest {
  private static final String EVERY_POLICY =
      """
      policy: {kind: replace}
      generations: 2
      keep: needed
      sweep:
        policy:
          - {kind: replace}
          - {kind: accumulate}
          - {kind: accumulate-subsample, size: {share: 0.7}}
          - {kind: anchor, real: {share: 0.2}}
          - {kind: fresh, real: {share: 0.1}}
          - {kind: mixture, real-share: 0.3}
          - {kind: weighted, real: {share: 0.1}, real-weight: 0.5}
          - {kind: window, last: 2}
          - {kind: decay, half-life: 1}
          - {kind: partial, share: 0.5}
          - {kind: growing, factor: 1.5}
          - {kind: contaminated, schedule: [0.2, 0.5], source: real}
          - {kind: frozen}
          - {kind: bootstrap}
          - {kind: fresh-disjoint}
      """;

  @TempDir static Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: gaussian-mixture, components: 3, features: {dimension: 4}}",
        "{kind: multinomial-mixture, components: 3}"
      })
  void everyPolicyGivesTheSameBitsOnAnyCoresAndAfterAResume(String family) throws IOException {
    boolean words = family.contains("multinomial");
    Runs runs = new Runs(Files.createDirectories(folder.resolve(words ? "words" : "vectors")));
    Path spec = runs.spec("mixtures", "family: " + family + "\n" + EVERY_POLICY);
    Map<String, String> expected;
    try (Session session = Runs.session("local[1]", Map.of())) {
      Runs.run(session, spec, runs.out("one"), "generations=1");
      Runs.run(session, spec, runs.out("one"));
      expected = Runs.hashes(runs.out("one"));
    }
    try (Session session = Runs.session("local[2]", Map.of("spark.default.parallelism", "7"))) {
      Runs.run(session, spec, runs.out("two"));
    }
    assertThat(Runs.hashes(runs.out("two"))).isEqualTo(expected);
    String components = Files.readString(runs.out("one").resolve("components.csv"));
    assertThat(Files.readString(runs.out("two").resolve("components.csv"))).isEqualTo(components);
    assertThat(components.lines().count()).isEqualTo(1 + 15 * 3 * 3);
    assertThat(Runs.rows(runs.out("one").resolve("metrics.csv")))
        .extracting(row -> row.get("metric"))
        .contains("log-likelihood", "effective-components")
        .contains(words ? "vocabulary-retention" : "coverage");
    if (words) {
      assertThat(Files.readString(runs.out("two").resolve("component-words.csv")))
          .isEqualTo(Files.readString(runs.out("one").resolve("component-words.csv")));
    } else {
      assertThat(Files.readString(runs.out("one").resolve("run.json")))
          .contains("vectors tf-idf svd 4");
    }
    assertThat(damage(runs.out("one"))).isEmpty();
  }

  @Test
  void topicsAreTheSameOnAnyCoresAndAfterAResume() throws IOException {
    Runs runs = new Runs(Files.createDirectories(folder.resolve("topics")));
    Path spec =
        runs.spec(
            "topics",
            """
            family: {kind: lda, topics: 2}
            policy: {kind: weighted, real: {share: 0.1}, real-weight: 0.5}
            size: 20
            generations: 2
            """);
    Map<String, String> expected;
    try (Session session = Runs.session("local[1]", Map.of())) {
      Runs.run(session, spec, runs.out("one"), "generations=1");
      Runs.run(session, spec, runs.out("one"));
      expected = Runs.hashes(runs.out("one"));
    }
    try (Session session = Runs.session("local[2]", Map.of("spark.default.parallelism", "7"))) {
      Runs.run(session, spec, runs.out("two"));
    }
    assertThat(Runs.hashes(runs.out("two"))).isEqualTo(expected);
    assertThat(Files.readString(runs.out("two").resolve("components.csv")).lines()).hasSize(1 + 6);
    assertThat(Files.readString(runs.out("two").resolve("run.json")))
        .contains("\"reproducible\" : false");
    assertThat(Runs.rows(runs.out("one").resolve("metrics.csv")))
        .extracting(row -> row.get("metric"))
        .contains("log-likelihood", "component-entropy", "vocabulary-retention");
  }

  private static List<String> damage(Path out) {
    return ouroboros.experiment.store.SealedFiles.check(ExperimentRun.folder(out.toString()))
        .damage();
  }

  @Test
  void moreComponentsThanDocumentsAreRefused() throws IOException {
    Runs runs = new Runs(folder);
    Path spec =
        runs.spec(
            "few",
            """
            family: {kind: gaussian-mixture, components: 1000, features: {dimension: 4}}
            policy: {kind: replace}
            generations: 1
            """);
    try (Session session = Runs.session()) {
      assertThatThrownBy(() -> Runs.run(session, spec, runs.out("few")))
          .hasMessageContaining("1000 components need as many documents; R has ");
    }
  }

  @Test
  void aFitIsTheSameHereAndInAnyPartitions() {
    GaussianMixture truth =
        new GaussianMixture(
            List.of(
                GaussianComponent.of(0.7, new double[3], LowerMatrix.identity(3), 0),
                GaussianComponent.of(0.3, new double[] {2, 1, 0}, LowerMatrix.identity(3), 0)));
    Key key = new Key(11, 0);
    List<SparkBlocks.Source<VectorBlock>> sources = new ArrayList<>();
    for (int b = 0; b < 7; b++) {
      long from = 500L * b;
      sources.add(() -> truth.draw(key, 1, from, 500));
    }
    List<VectorBlock> here = sources.stream().map(SparkBlocks.Source::load).toList();
    GaussianMixture start = KMeansStart.of(here.get(0), 2, Covariance.FULL, 1e-6, key);
    double[] expected =
        parameters(GaussianFit.rounds(Blocks.here(here), start, Covariance.FULL, 1e-6, 5));
    try (Session session = Runs.session()) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
      for (int partitions : new int[] {1, 2, 7}) {
        try (SparkBlocks<VectorBlock> blocks = SparkBlocks.of(spark, sources, partitions)) {
          assertThat(parameters(GaussianFit.rounds(blocks, start, Covariance.FULL, 1e-6, 5)))
              .isEqualTo(expected);
        }
      }
    }
  }

  /** The third engine: {@code gold.tsv} is that of scikit-learn. */
  @Test
  void mllibReachesTheLogLikelihoodOfScikitLearnFromTheSameStart() throws IOException {
    try (Session session = Runs.session()) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
      for (GaussianGoldTest.Gold gold : GaussianGoldTest.gold()) {
        if (gold.shape() == Covariance.FULL) {
          double[] rows = GaussianGoldTest.data(gold.seed(), gold.n(), gold.d(), gold.k());
          Blocks<VectorBlock> blocks = GaussianGoldTest.blocks(rows, gold.d(), 256);
          GaussianMixture start = GaussianGoldTest.start(rows, gold.d(), gold.k());
          GaussianMixture model = MllibGaussian.rounds(spark, blocks, start, 25);
          assertThat(GaussianFit.logLikelihood(blocks, model, Covariance.FULL))
              .isCloseTo(gold.logLikelihood(), within(1e-6 * Math.abs(gold.logLikelihood())));
        }
      }
      // From 26 coordinates on MLlib sends its components to tasks; and what it adds to every
      // density, 2^-52, is no longer nothing.
      double[] wide = GaussianGoldTest.data(4, 900, 30, 8);
      Blocks<VectorBlock> blocks = GaussianGoldTest.blocks(wide, 30, 256);
      GaussianMixture start = GaussianGoldTest.start(wide, 30, 8);
      GaussianMixture theirs = MllibGaussian.rounds(spark, blocks, start, 5);
      assertThat(GaussianFit.logLikelihood(blocks, theirs, Covariance.FULL))
          .isGreaterThan(GaussianFit.logLikelihood(blocks, start, Covariance.FULL) + 1);
    }
  }

  private static double[] parameters(Fitted<GaussianMixture> fitted) {
    return fitted.model().components().stream()
        .flatMapToDouble(
            c ->
                java.util.stream.DoubleStream.concat(
                    java.util.Arrays.stream(c.mean()), java.util.Arrays.stream(c.covariance())))
        .toArray();
  }
}
