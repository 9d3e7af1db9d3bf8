package ouroboros.spark.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.MapOutputTrackerMaster;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.RunFacts;
import ouroboros.spark.Runs;
import scala.jdk.javaapi.CollectionConverters;

/** Populations of a model in shards have the bits of a whole model, for any number of shards. */
@Tag("spark")
class PopulationRoundsTest {
  /** With a limit of length, a whole model moves walkers in rounds too; a job has 16 of them. */
  private static final String LIMITED =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      size: 1000000
      generations: 1
      metric-order: 2
      metrics: [tokens, truncated, types-n, retention-n]
      sampling: {backend: population, max-length: 18, model: MODEL}
      sweep:
        policy: [{kind: replace}, {kind: partial, share: 0.4}]
        family:
          - {kind: ngram, order: 1, smoothing: {kind: none}}
          - {kind: ngram, order: 3, smoothing: {kind: none}}
        exclude: [{policy.kind: partial, family.order: 1}]
      """;

  private static final String FREE =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      size: 100
      generations: 1
      metric-order: 2
      metrics: [tokens, truncated, types-n, retention-n]
      sampling: {backend: population, model: MODEL}
      """;

  @TempDir static Path folder;
  private static Runs runs;

  @BeforeAll
  static void start() throws IOException {
    runs = new Runs(folder);
  }

  @Tag("slow")
  @Test
  void sevenShardsGiveTheBitsOfAWholeModel() throws IOException {
    Path spec = runs.spec("whole", LIMITED.replace("MODEL", "broadcast"));
    Runs.run(Runs.session(), spec, runs.out("whole"));
    Map<String, String> expected = Runs.hashes(runs.out("whole"));
    assertThat(sharded("seven", LIMITED, "local[2]", "7")).isEqualTo(expected);
  }

  /** About 5,000 n-grams in ranges of 20, so that most shards of order 3 begin inside a token. */
  @Test
  void shardsThatBeginInsideTokensGiveTheBitsOfAWholeModel() throws IOException {
    String lines =
        FREE.replace("population, ", "population, max-length: 18, ")
            .replace("order: 2", "order: 3");
    Path spec = runs.spec("deep", lines.replace("MODEL", "broadcast"));
    Runs.run(Runs.session(), spec, runs.out("deep"));
    Map<String, String> expected = Runs.hashes(runs.out("deep"));
    Map<String, String> settings =
        Map.of("spark.default.parallelism", "24", "spark.ouroboros.tokensPerRange", "20");
    assertThat(sharded("deep-cut", lines, "local[2]", settings)).isEqualTo(expected);
    assertThat(Runs.rangesInsideTokens(runs.out("deep-cut"))).isGreaterThan(20);
  }

  @Test
  void withoutALimitOfLengthTheBitsAreTheSameForAnyNumberOfShards() throws IOException {
    Map<String, String> expected = sharded("free-two", FREE, "local[1]", "1");
    assertThat(sharded("free-seven", FREE, "local[2]", "7")).isEqualTo(expected);
    assertThat(Runs.rows(runs.out("free-two").resolve("metrics.csv")))
        .anyMatch(
            row ->
                row.get("metric").equals("tokens") && Double.parseDouble(row.get("value")) > 500);
  }

  /** In the middle of a job, all that rounds have sent and stored is lost, as with executors. */
  @Test
  void roundsThatAreLostAreMadeAgain() throws IOException {
    String lines = FREE.replace("population, ", "population, max-length: 18, ");
    Map<String, String> expected = sharded("kept", lines, "local[2]", "3");
    SparkContext spark = SparkContext.getOrCreate();
    Losses losses = new Losses(spark);
    spark.addSparkListener(losses);
    try {
      assertThat(sharded("lost", lines, "local[2]", "3")).isEqualTo(expected);
    } finally {
      spark.removeSparkListener(losses);
    }
    assertThat(losses.times).isEqualTo(Losses.AFTER.size());
    assertThat(losses.again).isPositive();
  }

  /** Loses everything after some rounds, twice. */
  private static final class Losses extends SparkListener {
    private static final Set<Integer> AFTER = Set.of(6, 12);
    private int rounds;
    private final Set<Integer> shuffles = new TreeSet<>();
    private final SparkContext spark;
    private volatile int again;
    private volatile int times;

    Losses(SparkContext spark) {
      this.spark = spark;
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted stage) {
      again += stage.stageInfo().attemptNumber() > 0 ? 1 : 0;
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
      if (!stage.stageInfo().details().contains("PopulationRounds")) {
        return;
      }
      rounds++;
      if (stage.stageInfo().shuffleDepId().isDefined()) {
        shuffles.add((Integer) stage.stageInfo().shuffleDepId().get());
      }
      if (AFTER.contains(rounds)) {
        SparkEnv env = SparkEnv.get();
        MapOutputTrackerMaster outputs = (MapOutputTrackerMaster) env.mapOutputTracker();
        for (Object rdd : CollectionConverters.asJava(spark.getPersistentRDDs()).keySet()) {
          env.blockManager().master().removeRdd((Integer) rdd, true);
        }
        shuffles.stream()
            .filter(outputs::containsShuffle)
            .forEach(outputs::unregisterAllMapAndMergeOutput);
        shuffles.clear();
        times++;
      }
    }
  }

  private static Map<String, String> sharded(
      String name, String lines, String master, String partitions) throws IOException {
    return sharded(name, lines, master, Map.of("spark.default.parallelism", partitions));
  }

  private static Map<String, String> sharded(
      String name, String lines, String master, Map<String, String> settings) throws IOException {
    Path spec = runs.spec(name, lines.replace("MODEL", "sharded"));
    RunFacts facts = Runs.run(Runs.session(master, settings), spec, runs.out(name));
    assertThat(facts.counted())
        .containsKey("sampling.model sharded: drawn from a model that is sharded");
    noFilesAreLeft(runs.out(name));
    return Runs.hashes(runs.out(name));
  }

  /** Every file of a generation is named in its manifest. */
  private static void noFilesAreLeft(Path out) throws IOException {
    List<Path> generations;
    try (Stream<Path> all = Files.walk(out.resolve("cells"))) {
      generations = all.filter(path -> path.getFileName().toString().matches("g[0-9]+")).toList();
    }
    List<String> counts = new ArrayList<>();
    for (Path generation : generations) {
      try (Stream<Path> files = Files.list(generation)) {
        List<String> present = files.map(path -> path.getFileName().toString()).sorted().toList();
        String manifest =
            present.stream().filter(name -> name.startsWith("manifest-")).findFirst().orElseThrow();
        String named = Files.readString(generation.resolve(manifest));
        List<String> written =
            present.stream().filter(name -> name.matches("(?:[SP]|part-S[0-9]+)-.*")).toList();
        assertThat(written).allMatch(named::contains);
        counts.addAll(written);
      }
    }
    assertThat(counts).isNotEmpty();
  }
}
