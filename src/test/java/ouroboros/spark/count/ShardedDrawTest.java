package ouroboros.spark.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.RunFacts;
import ouroboros.spark.Runs;
import ouroboros.spark.Session;

/** A model in shards gives the same bits as a whole one, for any number of partitions. */
@Tag("spark")
class ShardedDrawTest {
  private static final String SPEC =
      """
      family: {kind: ngram, order: 3, smoothing: {kind: none}}
      policy: {kind: accumulate-subsample, size: {share: 0.7}}
      generations: 2
      metric-order: 2
      metrics: [tokens, truncated, types-n, perplexity]
      evaluation: {order: 2}
      size: 120
      sampling: {max-length: 9, model: MODEL}
      sweep:
        family:
          - {kind: ngram, order: 3, smoothing: {kind: none}}
          - {kind: ngram, order: 2, smoothing: {kind: katz}}
        sampling.repetition-penalty: [1.0, 1.5]
      """;

  @TempDir static Path folder;
  private static Runs runs;
  private static Map<String, String> expected;

  @BeforeAll
  static void runWhole() throws IOException {
    runs = new Runs(folder);
    Path spec = runs.spec("whole", SPEC.replace("MODEL", "broadcast"));
    Runs.run(Runs.session("local[1]", Map.of()), spec, runs.out("whole"));
    expected = Runs.hashes(runs.out("whole"));
  }

  @Test
  void onePartitionGivesTheBitsOfAWholeModel() throws IOException {
    assertThat(sharded("one", "local[1]", "1", "16384")).isEqualTo(expected);
  }

  @Test
  void sevenPartitionsGiveTheBitsOfAWholeModel() throws IOException {
    assertThat(sharded("seven", "local[2]", "7", "40")).isEqualTo(expected);
  }

  @Test
  void sentencesThatNeverTravelThroughTheDriverGiveTheBitsOfAWholeModel() throws IOException {
    assertThat(sharded("shuffled", "local[2]", "2", "0")).isEqualTo(expected);
  }

  @Test
  void autoTakesASmallModelWholeAndSaysSo() throws IOException {
    Path spec = runs.spec("auto", SPEC.replace("MODEL", "auto"));
    RunFacts facts = Runs.run(Runs.session(), spec, runs.out("auto"));
    assertThat(Runs.hashes(runs.out("auto"))).isEqualTo(expected);
    assertThat(facts.counted())
        .containsKey("sampling.model auto: drawn from a model that is broadcast");
  }

  private static Map<String, String> sharded(
      String name, String master, String partitions, String inDriver) throws IOException {
    Path spec = runs.spec(name, SPEC.replace("MODEL", "sharded"));
    Session session =
        Runs.session(
            master,
            Map.of(
                "spark.default.parallelism",
                partitions,
                "spark.ouroboros.sentencesInDriver",
                inDriver));
    RunFacts facts = Runs.run(session, spec, runs.out(name));
    assertThat(facts.counted())
        .containsKey("sampling.model sharded: drawn from a model that is sharded");
    return Runs.hashes(runs.out(name));
  }
}
