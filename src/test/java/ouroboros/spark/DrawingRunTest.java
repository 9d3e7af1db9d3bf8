package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.OutFolder;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Vocabulary;

/** The safeguards that change how a model draws, in whole runs on one core. */
@Tag("spark")
class DrawingRunTest {
  private static final int LAST = 2;

  private static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 2
      metric-order: 2
      evaluation: {order: 2}
      metrics: [tokens, types-n, retention-n, novel-n, entropy-n, perplexity, perplexity-generator, zero-probability-share, verbatim-sentences]
      sampling: {max-length: 60}
      """;

  private static final String CELLS =
      LINES
          + """
          sweep:
            safeguards:
              - []
              - [{kind: diversity, repetition-penalty: 1.2}]
              - [{kind: diversity, entropy-floor: 3}]
              - [{kind: diversity, entropy-floor: 2, repetition-penalty: 1.5}]
              - [{kind: retrieval, rate: 0.3, store: R}]
              - [{kind: retrieval, rate: 0.6, store: guard, match: 2}]
              - [{kind: retrieval, rate: 0.6, store: pool, match: 3}]
              - [{kind: ensemble, members: [{order: 1}, {order: 3}], combine: mixture}]
              - [{kind: ensemble, members: [{order: 3}, {order: 2, smoothing: kneser-ney}], combine: average}]
              - [{kind: ensemble, members: [{order: 3}, {order: 2}, {order: 2, smoothing: witten-bell, vocabulary: real}], combine: vote}]
              - [{kind: ensemble, shards: 3, combine: mixture}]
              - [{kind: ensemble, shards: 2, combine: average}]
              - [{kind: ensemble, shards: 4, combine: vote}, {kind: retrieval, rate: 0.3, store: pool, match: 2}]
              - [{kind: ensemble, members: [{order: 1}, {order: 2}], combine: mixture}, {kind: retrieval, rate: 0.2, store: R}, {kind: thin, share: 0.2}]
          """;

  private static final String ZERO =
      LINES
          + """
          sweep:
            safeguards:
              - [{kind: diversity, repetition-penalty: 1, entropy-floor: 0}, {kind: retrieval, rate: 0, store: pool}, {kind: ensemble, members: [{order: 2}], combine: vote}]
              - [{kind: ensemble, shards: 1, combine: average}]
          """;

  @TempDir static Path folder;
  private static Runs runs;
  private static Path spec;
  private static Path out;
  private static Map<String, String> expected;

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    spec = runs.spec("drawing", CELLS);
    out = runs.out("drawing");
    Runs.run(Runs.session("local[1]", Map.of()), spec, out);
    expected = Runs.hashes(out);
  }

  @Test
  void coresAndPartitionsChangeNoBit() throws IOException {
    Path seven = runs.out("seven");
    Runs.run(Runs.session("local[2]", Map.of("spark.default.parallelism", "7")), spec, seven);
    assertThat(Runs.hashes(seven)).isEqualTo(expected);
  }

  /** A run of one generation, continued to two. */
  @Test
  void aResumedRunHasTheSameBits() throws IOException {
    Path resumed = runs.out("resumed");
    Runs.run(Runs.session("local[1]", Map.of()), spec, resumed, "generations=1");
    Runs.run(Runs.session("local[1]", Map.of()), spec, resumed);
    assertThat(Runs.hashes(resumed)).isEqualTo(expected);
  }

  @Test
  void atStrengthZeroEveryTableIsThatOfTheUnguardedRun() throws IOException {
    Path zero = runs.out("zero");
    Path plain = runs.out("plain");
    Runs.run(Runs.session("local[1]", Map.of()), runs.spec("zero", ZERO), zero);
    Runs.run(
        Runs.session("local[1]", Map.of()),
        runs.spec("plain", LINES + "sweep:\n  safeguards: [[]]\n"),
        plain);
    for (String table :
        List.of("metrics.csv", "summary.csv", "survival.csv", "ranks.csv", "ledger.csv")) {
      List<Map<String, String>> expected = unnamed(plain, table);
      for (String cell : List.of("diversity", "shards")) {
        assertThat(unnamed(zero, table, cell)).as(table + " " + cell).isEqualTo(expected);
      }
    }
    assertThat(unnamed(zero, "metrics.csv")).hasSizeGreaterThan(20);
  }

  private static List<Map<String, String>> unnamed(Path run, String table) throws IOException {
    return unnamed(run, table, "");
  }

  /** The rows of the cells whose name has a part, without that name. */
  private static List<Map<String, String>> unnamed(Path run, String table, String part)
      throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Map<String, String> row : Runs.rows(run.resolve(table))) {
      if (Objects.requireNonNull(row.remove("cell")).contains(part)) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** What {@code generate} draws again is what was counted, cell by cell. */
  @Test
  void theSentencesAreThoseThatWereCounted() throws IOException {
    OutFolder run = ExperimentRun.folder(out.toString());
    Storage storage = new Storage(run.root());
    Vocabulary vocabulary = CorpusReader.open(out + "/corpus").vocabulary();
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < vocabulary.size(); id++) {
      ids.put(vocabulary.word(id), id);
    }
    int cells = 0;
    for (Map<String, String> cell : Runs.rows(out.resolve("cells.csv"))) {
      CountTable table =
          Objects.requireNonNull(
              Runs.manifest(out, Objects.requireNonNull(cell.get("folder")), 0, LAST)
                  .tables()
                  .synthetic());
      List<CountRun> counted = table.ranges().stream().map(storage::read).toList();
      CountRun sealed = CountMerge.sum(counted.get(0).layout(), counted);
      NgramCounter counter = new NgramCounter(sealed.layout(), 1 << 12);
      String name = Objects.requireNonNull(cell.get("cell"));
      SentenceReplay again = SentenceReplay.open(run, name, 0, LAST);
      again.sentences(
          0,
          again.units(),
          line -> {
            int[] tokens =
                line.isEmpty()
                    ? new int[0]
                    : Arrays.stream(line.split(" "))
                        .mapToInt(word -> Objects.requireNonNull(ids.get(word)))
                        .toArray();
            counter.add(tokens, 0, tokens.length);
          });
      CountRun written = counter.finish();
      assertThat(written.size()).as(name).isEqualTo(sealed.size());
      assertThat(Arrays.copyOf(written.counts(), written.size()))
          .as(name)
          .isEqualTo(Arrays.copyOf(sealed.counts(), sealed.size()));
      cells++;
    }
    assertThat(cells).isEqualTo(14);
  }

  /** An ensemble is no model of the family; every other cell has a model that can be scored. */
  @Test
  void onlyAnEnsembleHasNoPerplexityOfItsOwn() throws IOException {
    Map<String, Integer> rows = new HashMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      String metric = Objects.requireNonNull(row.get("metric"));
      if (metric.equals("perplexity-generator") || metric.equals("zero-probability-share")) {
        rows.merge(Objects.requireNonNull(row.get("cell")), 1, Integer::sum);
      }
    }
    assertThat(rows).hasSize(7);
    assertThat(rows.keySet()).noneMatch(cell -> cell.contains("ensemble"));
    assertThat(Files.readString(out.resolve("run.json"))).contains("M_g is an ensemble");
  }

  /** The record has the wall time of every cell. */
  @Test
  void everyCellHasItsSeconds() throws IOException {
    JsonNode seconds =
        JsonMapper.builder().build().readTree(out.resolve("run.json").toFile()).path("cellSeconds");
    List<Map<String, String>> cells = Runs.rows(out.resolve("cells.csv"));
    assertThat(seconds).hasSize(cells.size());
    for (Map<String, String> row : cells) {
      String cell = Objects.requireNonNull(row.get("cell"));
      assertThat(seconds.path(cell).asDouble()).as(cell).isPositive();
    }
  }

  /** Each does what it claims, in the last generation: the text of R's store is less novel, .. */
  @Test
  void eachChangesWhatItClaims() throws IOException {
    Map<String, Double> entropy = values("entropy-2");
    Map<String, Double> novel = values("novel-2");
    String plain =
        entropy.keySet().stream()
            .filter(name -> !name.matches(".*(diversity|retrieval|ensemble).*"))
            .findFirst()
            .orElseThrow();
    double base = Objects.requireNonNull(entropy.get(plain));
    assertThat(of(entropy, "entropy-floor=3")).isGreaterThan(base);
    assertThat(of(entropy, "entropy-floor=2")).isGreaterThan(base);
    double own = Objects.requireNonNull(novel.get(plain));
    assertThat(own).isZero();
    assertThat(of(novel, "entropy-floor=3")).isPositive();
    assertThat(of(novel, "combine=mixture")).isPositive();
  }

  private static double of(Map<String, Double> values, String part) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().contains(part))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static Map<String, Double> values(String metric) throws IOException {
    Map<String, Double> values = new HashMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      if (metric.equals(row.get("metric"))
          && "synthetic".equals(row.get("subject"))
          && "all".equals(row.get("scope"))
          && String.valueOf(LAST).equals(row.get("generation"))) {
        values.put(
            Objects.requireNonNull(row.get("cell")),
            Double.parseDouble(Objects.requireNonNull(row.get("value"))));
      }
    }
    return values;
  }
}
