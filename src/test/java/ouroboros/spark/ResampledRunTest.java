package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.OutFolder;
import ouroboros.metric.count.Survival;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.corpus.RedrawnCorpus;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.prepared.PreparedCorpus.PartEntry;
import ouroboros.text.prepared.RedrawnDocuments;

/** Runs whose replicates each have an R of their own: documents drawn again with replacement. */
@Tag("spark")
class ResampledRunTest {
  private static final String RESAMPLE = "corpus.resample=true";

  @TempDir static Path folder;
  private static Runs runs;
  private static Path spec;
  private static Path out;

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    spec =
        runs.spec(
            "resampled",
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 2
            replicates: 2
            metric-order: 2
            metrics: [tokens, sentences, types-n, types-n@, vocabulary-retention, perplexity, zipf-exponent]
            evaluation: {order: 2, every: 1}
            sweep:
              policy: [{kind: replace}, {kind: frozen}, {kind: fresh, real: {share: 0.1}}]
            """);
    out = runs.out("two");
    Runs.run(Runs.session(), spec, out, RESAMPLE);
  }

  @Test
  void eachReplicateHasTheStatedRedraw() throws IOException {
    Map<String, Double> metrics = metrics(out);
    CorpusReader corpus = CorpusReader.open(out + "/corpus");
    for (int r = 0; r < 2; r++) {
      TreeMap<Integer, Long> counts = new TreeMap<>();
      long[] size = redrawn(corpus, r, counts);
      String key = "policy=frozen " + r + " 0 training ";
      assertThat(metrics).containsEntry(key + "sentences", (double) size[0]);
      assertThat(metrics).containsEntry(key + "tokens", (double) size[1]);
      assertThat(metrics).containsEntry(key + "types-1", (double) counts.size());
      TreeMap<Long, Long> bins = new TreeMap<>();
      counts.values().forEach(count -> bins.merge(Survival.lowest(count), 1L, Long::sum));
      TreeMap<Long, Long> survival = new TreeMap<>();
      for (Map<String, String> row : Runs.rows(out.resolve("survival.csv"))) {
        if (row.get("cell").equals("policy=replace")
            && row.get("n").equals("1")
            && row.get("generation").equals("1")
            && row.get("replicate").equals(String.valueOf(r))) {
          survival.put(Long.valueOf(row.get("initial-count")), Long.valueOf(row.get("types")));
          assertThat(row.get("expected")).isEmpty();
        }
      }
      assertThat(survival).isEqualTo(bins);
    }
    assertThat(metrics.get("policy=frozen 0 0 training types-1"))
        .isNotEqualTo(metrics.get("policy=frozen 1 0 training types-1"));
    String speaks =
        new ObjectMapper()
            .readTree(out.resolve("run.json").toFile())
            .path("intervalsSpeakOf")
            .asText();
    assertThat(speaks).startsWith("corpora of this kind");
  }

  /** Sentences and tokens of the documents as often as they were drawn. */
  private static long[] redrawn(CorpusReader corpus, int replicate, Map<Integer, Long> counts) {
    int documents = (int) corpus.corpus().part(Part.REAL).documents();
    int[] times = RedrawnDocuments.times(7, replicate, documents);
    long[] size = new long[2];
    for (BlockRef ref : corpus.blocks(Part.REAL)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        int often = times[block.document(i)];
        size[0] += often;
        for (int token : block.sentence(i)) {
          size[1] += often;
          if (often > 0 && token >= Vocabulary.FIRST_WORD) {
            counts.merge(token, (long) often, Long::sum);
          }
        }
      }
    }
    return size;
  }

  @Test
  void onlyRIsDrawnAgain() {
    CorpusReader corpus = CorpusReader.open(out + "/corpus");
    CorpusReader redrawn = RedrawnCorpus.open(corpus, 1);
    for (Part part : List.of(Part.RESERVE, Part.GUARD, Part.TEST)) {
      assertThat(redrawn.corpus().part(part)).isEqualTo(corpus.corpus().part(part));
    }
    PartEntry real = redrawn.corpus().part(Part.REAL);
    assertThat(real.documents()).isEqualTo(corpus.corpus().part(Part.REAL).documents());
    assertThat(real.strata().stream().mapToLong(s -> s.tokens()).sum()).isEqualTo(real.tokens());
    assertThat(real.strata().stream().mapToLong(s -> s.documents()).sum())
        .isEqualTo(real.documents());
    Vocabulary before = corpus.vocabulary();
    Vocabulary after = redrawn.vocabulary();
    assertThat(after.words()).isEqualTo(before.words());
    assertThat(after.realEnd()).isEqualTo(before.realEnd());
    TreeMap<Integer, Long> counts = new TreeMap<>();
    redrawn(corpus, 1, counts);
    for (int id = Vocabulary.FIRST_WORD; id < after.size(); id++) {
      assertThat(after.realCount(id)).isEqualTo(counts.getOrDefault(id, 0L));
    }
    assertThat(PreparationRun.damage(out + "/corpus")).isEmpty();
  }

  @Test
  void generationZeroIsTheRedrawnR() throws IOException {
    SentenceReplay replay =
        SentenceReplay.open(ExperimentRun.folder(out.toString()), "policy=replace", 1, 0);
    List<String> lines = new ArrayList<>();
    replay.sentences(0, replay.units(), lines::add);
    Map<String, Double> metrics = metrics(out);
    assertThat((double) lines.size())
        .isEqualTo(metrics.get("policy=replace 1 0 training sentences"));
    assertThat((double) lines.stream().mapToInt(line -> line.split(" ").length).sum())
        .isEqualTo(metrics.get("policy=replace 1 0 training tokens"));
  }

  @Test
  void sameBitsOnAnyCoresAndAfterAnExtension() throws IOException {
    Map<String, String> expected = Runs.hashes(out);
    Path one = runs.out("one");
    Session session = Runs.session("local[1]", Map.of("spark.default.parallelism", "7"));
    Runs.run(session, spec, one, RESAMPLE, "replicates=1");
    Map<String, Double> first = metrics(one);
    assertThat(metrics(out)).containsAllEntriesOf(first);
    Runs.run(session, spec, one, RESAMPLE);
    assertThat(Runs.hashes(one)).isEqualTo(expected);
    Files.delete(one.resolve("corpus/corpus-r00001.json"));
    Runs.run(session, spec, one, RESAMPLE);
    assertThat(Runs.hashes(one)).isEqualTo(expected);
  }

  /** An R of another replicate is refused, and a missing one does not hide the damage of others. */
  @Test
  void theRedrawnCorpusIsThatOfItsReplicate() throws IOException {
    Path copy = runs.out("copy");
    try (var files = Files.walk(out)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(out.relativize(file).toString()));
      }
    }
    OutFolder folder = ExperimentRun.folder(copy.toString());
    CorpusReader corpus = CorpusReader.open(copy + "/corpus");
    Path first = copy.resolve("corpus/corpus-r00000.json");
    Path second = copy.resolve("corpus/corpus-r00001.json");
    byte[] own = Files.readAllBytes(first);
    Files.write(first, Files.readAllBytes(second));
    assertThatThrownBy(() -> RedrawnCorpus.open(corpus, 0))
        .hasMessageContaining("corpus-r00000.json is not R of replicate 0");
    assertThatThrownBy(() -> SentenceReplay.open(folder, "policy=frozen", 0, 0))
        .hasMessageContaining("corpus-r00000.json is not R of replicate 0");
    assertThat(PreparationRun.damage(copy + "/corpus"))
        .singleElement()
        .asString()
        .contains("corpus-r00000.json is not R of replicate 0");

    Files.delete(first);
    String blocks = RedrawnCorpus.open(corpus, 1).corpus().part(Part.REAL).files().get(0).path();
    Path damaged = copy.resolve("corpus/" + blocks);
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged, bytes);
    assertThat(PreparationRun.damage(copy + "/corpus"))
        .hasSize(2)
        .anyMatch(line -> line.contains("corpus-r00000.json: missing"))
        .anyMatch(line -> line.contains(blocks + ": SHA-256"));
    Files.write(first, Arrays.copyOf(own, own.length / 2));
    assertThat(PreparationRun.damage(copy + "/corpus"))
        .anyMatch(line -> line.contains("corpus-r00000.json: cut or damaged"));
  }

  /** Of what a failed redraw has written, nothing stays. */
  @Test
  void aFailedRedrawLeavesNothing() throws IOException {
    Path failed = runs.out("failed");
    try (var files = Files.walk(out.resolve("corpus"))) {
      for (Path file : files.filter(each -> !each.toString().contains("-r0000")).toList()) {
        Files.copy(file, failed.resolve(out.resolve("corpus").relativize(file).toString()));
      }
    }
    CorpusReader corpus = CorpusReader.open(failed.toString());
    Path blocks = failed.resolve(corpus.corpus().part(Part.REAL).files().get(0).path());
    byte[] bytes = Files.readAllBytes(blocks);
    bytes[bytes.length - 9] ^= 1;
    Files.write(blocks, bytes);
    List<String> before;
    try (var files = Files.list(failed)) {
      before = files.map(Path::toString).sorted().toList();
    }
    assertThatThrownBy(() -> RedrawnCorpus.of(corpus, 0)).hasMessageContaining("SHA-256");
    try (var files = Files.list(failed)) {
      assertThat(files.map(Path::toString).sorted()).isEqualTo(before);
    }
  }

  @Test
  void mixturesHaveVectorsOfTheirOwnR() throws IOException {
    Path mixtures =
        runs.spec(
            "mixtures",
            """
            family: {kind: gaussian-mixture, components: 1, covariance: diagonal, features: {kind: tf-idf, dimension: 4}}
            policy: {kind: replace}
            generations: 1
            replicates: 2
            metrics: [vocabulary-retention, variance-ratio]
            sweep:
              family:
                - {kind: gaussian-mixture, components: 1, covariance: diagonal, features: {kind: tf-idf, dimension: 4}}
                - {kind: multinomial-mixture, components: 2}
            """);
    Path to = runs.out("mixtures");
    Runs.run(Runs.session(), mixtures, to, RESAMPLE);
    assertThat(to.resolve("vectors/r00000")).isDirectory();
    assertThat(to.resolve("vectors/r00001")).isDirectory();
    Map<String, Double> values = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(to.resolve("metrics.csv"))) {
      if (row.get("cell").contains("multinomial")
          && row.get("subject").equals("training")
          && row.get("generation").equals("0")
          && row.get("metric").equals("vocabulary-retention")) {
        values.put(row.get("replicate"), Double.valueOf(row.get("value")));
      }
    }
    // R of a replicate has all words of that R, not all of the corpus.
    assertThat(values).containsEntry("0", 1.0).containsEntry("1", 1.0);
  }

  private static Map<String, Double> metrics(Path of) throws IOException {
    Map<String, Double> metrics = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(of.resolve("metrics.csv"))) {
      if (row.get("scope").equals("all")) {
        metrics.put(
            String.join(
                " ",
                row.get("cell"),
                row.get("replicate"),
                row.get("generation"),
                row.get("subject"),
                row.get("metric")),
            Double.valueOf(row.get("value")));
      }
    }
    return metrics;
  }
}
