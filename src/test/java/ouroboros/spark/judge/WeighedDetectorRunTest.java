package ouroboros.spark.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Cell;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.LedgerCheck;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.experiment.store.StoredRun;
import ouroboros.metric.Subject;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.TextGate;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.Runs;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.spark.ngram.GuardHere;
import ouroboros.spark.ngram.NgramModels;
import ouroboros.text.Vocabulary;

/** Runs with a detector that gives sentences weights. No claim can fail by chance. */
@Tag("spark")
class WeighedDetectorRunTest {
  private static final int LAST = 2;
  private static final String WEIGHT =
      "[{kind: detector, train: likelihood-ratio, action: weight, power: 0.1, at-most: 2}]";
  private static final String OFF =
      "[{kind: detector, train: likelihood-ratio, action: weight, power: 0}]";
  private static final String NONE = "[]";
  private static final List<String> LISTS = List.of(NONE, WEIGHT, OFF);
  private static final String ACCUMULATE = "{kind: accumulate}";
  private static final String SOME = "{kind: accumulate-subsample, size: {units: 100}}";
  private static final String POOL = "{kind: mixture, real-share: 0.5}";
  private static final List<String> POLICIES = List.of(ACCUMULATE, SOME, POOL);

  @TempDir static Path folder;
  private static Runs runs;
  private static Path spec;
  private static Path out;
  private static String root;
  private static Storage storage;
  private static final Map<String, String> FOLDERS = new HashMap<>();
  private static final Map<String, Cell> CELLS = new HashMap<>();

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    spec =
        runs.spec(
            "weighed",
            """
            family: {kind: ngram, order: 2, smoothing: {kind: witten-bell}}
            policy: {kind: replace}
            generations: 2
            metric-order: 2
            evaluation: {order: 2, every: 2}
            metrics: [tokens, types-n, entropy-n, duplicate-sentences, perplexity, contamination, gate-kept]
            sweep:
              policy: [%s]
              safeguards: [%s]
            """
                .formatted(String.join(", ", POLICIES), String.join(", ", LISTS)));
    Files.writeString(
        spec,
        Files.readString(spec).replace("reserve: 0.68, guard: 0.02", "reserve: 0.6, guard: 0.1"));
    out = runs.out("weighed");
    Runs.run(Runs.session(), spec, out);
    root = ExperimentRun.folder(out.toString()).root();
    storage = new Storage(root);
    Map<String, String> folders = new HashMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("cells.csv"))) {
      folders.put(row.get("cell"), row.get("folder"));
    }
    List<Cell> cells = SpecFile.read(spec.toString(), List.of()).cells();
    for (int i = 0; i < cells.size(); i++) {
      String name = POLICIES.get(i / LISTS.size()) + LISTS.get(i % LISTS.size());
      FOLDERS.put(name, Objects.requireNonNull(folders.get(cells.get(i).name())));
      CELLS.put(name, cells.get(i));
    }
    assertThat(FOLDERS).hasSize(9);
  }

  private static Manifest manifest(String policy, String gates, int g) {
    return Runs.manifest(out, Objects.requireNonNull(FOLDERS.get(policy + gates)), 0, g);
  }

  private static CountRun merged(CountTable table) {
    List<CountRun> counted = table.ranges().stream().map(storage::read).toList();
    return CountMerge.sum(counted.get(0).layout(), counted);
  }

  private static void same(CountRun a, CountRun b) {
    assertThat(a.size()).isEqualTo(b.size());
    for (int i = 0; i < a.size(); i++) {
      assertThat(a.counts()[i]).isEqualTo(b.counts()[i]);
      assertThat(a.keys()[0][i]).isEqualTo(b.keys()[0][i]);
    }
  }

  /** Each n-gram of S'_g counts the sum of the weights of its sentences, in steps of 2^-20. */
  @Test
  void everySentenceCountsItsWeight() throws IOException {
    Runs.session();
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(SparkContext.getOrCreate());
    CorpusReader corpus = CorpusReader.open(root + "/corpus");
    Vocabulary vocabulary = corpus.vocabulary();
    NgramModels models =
        new NgramModels(vocabulary, new GuardHere(storage, corpus, vocabulary), corpus);
    Cell cell = Objects.requireNonNull(CELLS.get(ACCUMULATE + WEIGHT));
    for (int g = 1; g <= LAST; g++) {
      Manifest sealed = manifest(ACCUMULATE, WEIGHT, g);
      long units = sealed.record().units();
      SyntheticCorpus drawn =
          models.corpus(
              cell,
              manifest(ACCUMULATE, WEIGHT, g - 1).tables().training(),
              new Key(7, 0),
              new Source.Synthetic(g),
              null);
      TextGate.Weigher weigher =
          (TextGate.Weigher)
              new Judges(spark, storage, corpus, vocabulary)
                  .maker(cell.safeguards().gates().get(0), drawn, units, 1)
                  .make(storage);
      CountTable table = Objects.requireNonNull(sealed.tables().guarded());
      CountRun passed = merged(table);
      NgramCounter counter = new NgramCounter(passed.layout(), 1 << 12, true);
      List<Long> weights = new ArrayList<>();
      drawn
          .drawer(storage)
          .draw(
              i -> i,
              units,
              (unit, tokens, start, end) -> {
                long weight = weigher.weight(tokens, start, end);
                weights.add(weight);
                if (weight > 0) {
                  counter.add(tokens, start, end, weight);
                }
              });
      same(counter.finish(), passed);
      assertThat(table.unit()).isEqualTo(RecipeLine.ONE);
      assertThat(table.sentences()).isEqualTo(weights.stream().mapToLong(w -> w).sum());
      assertThat(weights).allMatch(w -> w >= 0 && w <= 2 * RecipeLine.ONE);
      assertThat(weights.stream().distinct().count()).isGreaterThan(units / 2);
      GateCounts counts = Objects.requireNonNull(sealed.record().gates()).counts().get(0);
      assertThat(counts.offered()).isEqualTo(units);
      assertThat(counts.kept()).isEqualTo(weights.stream().filter(w -> w > 0).count());
    }
  }

  /** T_2 = R + S'_1 + S'_2, each with its weights. */
  @Test
  void trainingSetsAddUp() {
    CountRun sum =
        CountMerge.sum(
            merged(manifest(ACCUMULATE, WEIGHT, 0).tables().training()).times(RecipeLine.ONE),
            CountMerge.sum(merged(guarded(ACCUMULATE, 1)), merged(guarded(ACCUMULATE, 2))));
    CountTable trained = manifest(ACCUMULATE, WEIGHT, 2).tables().training();
    same(merged(trained), sum);
    assertThat(trained.unit()).isEqualTo(RecipeLine.ONE);
    for (int g = 1; g <= LAST; g++) {
      CountTable pool = manifest(POOL, WEIGHT, g).tables().training();
      assertThat(pool.isSameAs(guarded(POOL, g))).isTrue();
      // Real and synthetic tokens are added up by other jobs; each is rounded.
      long tokens =
          manifest(POOL, WEIGHT, g).record().ledger().stream()
              .mapToLong(Manifest.Share::tokens)
              .sum();
      assertThat((double) tokens).isCloseTo((double) pool.tokens() / RecipeLine.ONE, within(2.0));
    }
  }

  private static CountTable guarded(String policy, int g) {
    return Objects.requireNonNull(manifest(policy, WEIGHT, g).tables().guarded());
  }

  @Test
  void theLedgerAgreesWithItself() {
    assertThat(
            LedgerCheck.of(StoredRun.open(ExperimentRun.folder(out.toString())), line -> {})
                .problems())
        .isEmpty();
    for (String policy : POLICIES) {
      assertThat(value(manifest(policy, WEIGHT, 1), "contamination"))
          .isBetween(.01, policy.equals(SOME) ? 1 : .99)
          .isNotEqualTo(value(manifest(policy, OFF, 1), "contamination"));
    }
  }

  private static double value(Manifest sealed, String metric) {
    return sealed.record().measured().measurements().stream()
        .filter(each -> each.metric().equals(metric))
        .mapToDouble(each -> each.value())
        .findFirst()
        .orElseThrow();
  }

  /** Whole sentences have no metrics where they have weights: a run says so. */
  @Test
  void whatIsNotDefinedHasNoRow() {
    Manifest sealed = manifest(ACCUMULATE, WEIGHT, 1);
    List<String> guarded =
        sealed.record().measured().measurements().stream()
            .filter(each -> each.subject() == Subject.GUARDED)
            .map(each -> each.metric())
            .distinct()
            .toList();
    assertThat(guarded).contains("tokens", "types-1").doesNotContain("duplicate-sentences");
    assertThat(sealed.record().measured().notes())
        .containsKey("undefined metrics of whole sentences, guarded: sentences have weights");
  }

  /** What the gate does not change: S_1. At power 0 nothing changes. */
  @Test
  void atStrengthZeroTheTrainingSetsAreThoseOfTheRunWithoutIt() {
    for (String policy : POLICIES) {
      assertThat(contents(Objects.requireNonNull(manifest(policy, WEIGHT, 1).tables().synthetic())))
          .isEqualTo(
              contents(Objects.requireNonNull(manifest(policy, NONE, 1).tables().synthetic())));
      for (int g = 0; g <= LAST; g++) {
        assertThat(contents(manifest(policy, OFF, g).tables().training()))
            .as("%s %d", policy, g)
            .isEqualTo(contents(manifest(policy, NONE, g).tables().training()));
      }
    }
  }

  private static List<String> contents(CountTable table) {
    return table.ranges().stream().map(SealedFile::sha256).toList();
  }

  @Test
  void oneCoreAndSevenPartitionsGiveTheSameBits() throws IOException {
    Map<String, String> expected = hashes(out);
    Runs.run(
        Runs.session("local[1]", Map.of("spark.default.parallelism", "7")),
        spec,
        runs.out("other"));
    assertThat(hashes(runs.out("other"))).isEqualTo(expected);
  }

  private static Map<String, String> hashes(Path run) throws IOException {
    Map<String, String> hashes = new TreeMap<>(Runs.hashes(run));
    hashes.put("gates.csv", Files.readString(run.resolve("gates.csv")));
    return hashes;
  }
}
