package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.SealedFiles;
import ouroboros.mixture.DocumentBlock;
import ouroboros.mixture.WordVectors;
import ouroboros.random.Key;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.spark.mixture.MllibWordVectors;
import ouroboros.text.Vocabulary;

/** {@code features: word2vec}: vectors by MLlib, from R's sentences in one partition. */
@Tag("spark")
class WordVectorsRunTest {
  private static final int TOPICS = 2;
  private static final int WORDS = 10;

  @TempDir Path folder;

  /** Sentences of ten words of one topic; every block has 40 documents of one sentence. */
  private static List<SparkBlocks.Source<DocumentBlock>> sources(int blocks) {
    List<SparkBlocks.Source<DocumentBlock>> sources = new ArrayList<>();
    for (int b = 0; b < blocks; b++) {
      Random random = new Random(b);
      int documents = 40;
      int[] tokens = new int[documents * WORDS];
      int[] sentences = new int[documents];
      int[] ends = new int[documents];
      for (int i = 0; i < documents; i++) {
        int topic = i % TOPICS;
        for (int t = 0; t < WORDS; t++) {
          tokens[i * WORDS + t] = Vocabulary.FIRST_WORD + topic * WORDS + random.nextInt(WORDS);
        }
        sentences[i] = (i + 1) * WORDS;
        ends[i] = i + 1;
      }
      DocumentBlock block =
          new DocumentBlock(tokens, sentences, ends, new int[documents], new long[documents]);
      sources.add(() -> block);
    }
    return sources;
  }

  private static WordVectors fit(Session session, int partitions) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
    try (SparkBlocks<DocumentBlock> blocks = SparkBlocks.of(spark, sources(14), partitions)) {
      return MllibWordVectors.fit(spark, blocks, TOPICS * WORDS, 8, new Key(3, 0));
    }
  }

  @Test
  void theSameBitsOnAnyCoresAndPartitionsAndWordsOfOneTopicLieTogether() {
    double[] expected;
    try (Session session = Runs.session("local[1]", Map.of())) {
      WordVectors words = fit(session, 1);
      expected = words.vectors();
      double within = 0;
      double between = 0;
      for (int a = 0; a < TOPICS * WORDS; a++) {
        for (int b = 0; b < a; b++) {
          if (a / WORDS == b / WORDS) {
            within += cosine(expected, a, b, 8) / (TOPICS * WORDS * (WORDS - 1) / 2);
          } else {
            between += cosine(expected, a, b, 8) / (WORDS * WORDS);
          }
        }
      }
      assertThat(within).isGreaterThan(between + 0.2);
    }
    try (Session session = Runs.session()) {
      for (int partitions : new int[] {1, 2, 7}) {
        assertThat(fit(session, partitions).vectors()).isEqualTo(expected);
      }
    }
  }

  private static double cosine(double[] vectors, int a, int b, int d) {
    double product = 0;
    double left = 0;
    double right = 0;
    for (int j = 0; j < d; j++) {
      product += vectors[a * d + j] * vectors[b * d + j];
      left += vectors[a * d + j] * vectors[a * d + j];
      right += vectors[b * d + j] * vectors[b * d + j];
    }
    return product / Math.sqrt(left * right);
  }

  @Test
  void aRunIsTheSameOnAnyCoresAndGoesOnFromItsSealedWords() throws IOException {
    Runs runs = new Runs(folder);
    Path spec =
        runs.spec(
            "words",
            """
            family: {kind: gaussian-mixture, components: 2, features: {kind: word2vec, dimension: 4}}
            policy: {kind: replace}
            generations: 1
            """);
    Map<String, String> expected;
    try (Session session = Runs.session("local[1]", Map.of())) {
      Runs.run(session, spec, runs.out("one"));
      expected = Runs.hashes(runs.out("one"));
    }
    try (Session session = Runs.session()) {
      Runs.run(session, spec, runs.out("two"));
      assertThat(Runs.hashes(runs.out("two"))).isEqualTo(expected);
      Path words = runs.out("two").resolve("vectors/word2vec-4/words");
      String sealed = listed(words);
      delete(runs.out("two").resolve("vectors/word2vec-4/test"));
      delete(runs.out("two").resolve("cells"));
      Runs.run(session, spec, runs.out("two"));
      assertThat(Runs.hashes(runs.out("two"))).isEqualTo(expected);
      assertThat(listed(words)).isEqualTo(sealed);
    }
    assertThat(SealedFiles.check(ExperimentRun.folder(runs.out("two").toString())).damage())
        .isEmpty();
    JsonNode run =
        JsonMapper.builder().build().readTree(runs.out("one").resolve("run.json").toFile());
    assertThat(run.path("reproducible").asBoolean(true)).isFalse();
    assertThat(run.path("inputs").path("vectors word2vec 4").asText()).hasSize(64);
  }

  private static String listed(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::getFileName).sorted().toList().toString();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
