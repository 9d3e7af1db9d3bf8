package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.RunFacts;
import ouroboros.metric.Measurement;
import ouroboros.metric.Subject;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Part;
import ouroboros.text.block.SentenceBlock;

/**
 * The metrics of sentences, strata and test text, compared with a search through the text itself.
 */
@Tag("spark")
class SentenceRunTest {
  @TempDir Path folder;

  @Test
  void sentenceMetricsAreWhatASearchThroughTheTextFinds() throws IOException {
    Runs runs = new Runs(folder);
    Path spec =
        runs.spec(
            "sentences",
            """
            family: {kind: ngram, order: 3, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 1
            metric-order: 2
            metrics: [duplicate-sentences, top-10-sentence-share, verbatim-sentences, retention-1, excess-novel-n]
            evaluation: {order: 1, every: 9}
            """);
    Path out = runs.out("sentences");
    RunFacts facts =
        Runs.run(Runs.session("local[2]", Map.of("spark.default.parallelism", "5")), spec, out);
    Map<String, Double> values = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      values.put(
          row.get("generation") + row.get("subject") + row.get("metric") + row.get("scope"),
          Double.parseDouble(row.get("value")));
    }
    List<String> real = drawn(out, 0);
    List<String> drawn = drawn(out, 1);
    Set<String> ofReal = new HashSet<>(real);
    close(values, "0trainingduplicate-sentencesall", 1 - (double) ofReal.size() / real.size());
    close(
        values,
        "1syntheticduplicate-sentencesall",
        1 - (double) new HashSet<>(drawn).size() / drawn.size());
    close(values, "1synthetictop-10-sentence-shareall", top(drawn));
    close(
        values,
        "1syntheticverbatim-sentencesall",
        (double) drawn.stream().filter(ofReal::contains).count() / drawn.size());
    strata(out, drawn, values);
    excess(out, real, values);
    assertThat(values)
        .containsEntry("1trainingretention-1all", values.get("1syntheticretention-1all"));
    halves(out, facts);
    // A run compares with one draw from M_0, here S_1: two halves of R do not descend from R.
    assertThat(Runs.rows(out.resolve("baselines.csv")))
        .filteredOn(row -> "all".equals(row.get("scope")))
        .extracting(row -> row.get("metric"))
        .containsExactly("excess-novel-1", "excess-novel-2", "retention-1");
    assertThat(Runs.rows(out.resolve("baselines.csv")).get(2))
        .isEqualTo(
            Map.of(
                "cell", "base",
                "metric", "retention-1",
                "scope", "all",
                "value", String.valueOf(values.get("1syntheticretention-1all")),
                "low", "",
                "high", "",
                "draws", "1"));
  }

  /**
   * Rarefied metrics use no more tokens than the smallest generation has, whatever made it small.
   */
  @Test
  void twinsFitIntoGenerationsThatShrink() throws IOException {
    Runs runs = new Runs(folder);
    Path spec =
        runs.spec(
            "shrinking",
            """
            family: {kind: ngram, order: 1, smoothing: {kind: none}}
            policy: {kind: growing, factor: 0.4}
            generations: 2
            size: 100
            metric-order: 1
            metrics: [tokens]
            evaluation: {order: 1, every: 9}
            """);
    Path out = runs.out("shrinking");
    var facts = Runs.run(Runs.session(), spec, out);
    double tokens =
        Runs.rows(out.resolve("metrics.csv")).stream()
            .filter(row -> row.get("generation").equals("2"))
            .filter(row -> row.get("subject").equals("synthetic"))
            .mapToDouble(row -> Double.parseDouble(row.get("value")))
            .findFirst()
            .orElseThrow();
    assertThat((double) facts.rarefied().get("1")).isPositive().isLessThan(tokens);
  }

  @Test
  void allMetricsAreTheSameForAnyPartsAndNoneIsUndefinedWithoutBeingCounted() throws IOException {
    Runs runs = new Runs(folder);
    Path spec =
        runs.spec(
            "all",
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 1
            metrics: all
            """);
    Path one = runs.out("one");
    Runs.run(Runs.session("local[1]", Map.of("spark.default.parallelism", "1")), spec, one);
    Path many = runs.out("many");
    Runs.run(Runs.session("local[2]", Map.of("spark.default.parallelism", "9")), spec, many);
    assertThat(Runs.hashes(many)).isEqualTo(Runs.hashes(one));
    Set<String> measured = new TreeSet<>();
    for (Map<String, String> row : Runs.rows(many.resolve("metrics.csv"))) {
      measured.add(row.get("metric") + " " + row.get("subject"));
      assertThat(Double.parseDouble(row.get("value"))).as(row.toString()).isNotNaN();
    }
    assertThat(measured)
        .contains(
            "self-bleu-4 training",
            "self-bleu-4 synthetic",
            "heaps-exponent synthetic",
            "repetition synthetic",
            "verbatim-run-mean synthetic",
            "verbatim-run-max synthetic",
            "stratum-share training",
            "stratum-share synthetic",
            "prompt-information synthetic",
            "divergence-frontier synthetic",
            "confidence-gap training",
            "expected-calibration-error training",
            "confidence-share training",
            "zipf-exponent synthetic",
            "unseen-mass-2 training",
            "entropy-chao-shen-1 synthetic");
  }

  private static double top(List<String> sentences) {
    Map<String, Long> counts = new TreeMap<>();
    sentences.forEach(sentence -> counts.merge(sentence, 1L, Long::sum));
    long ten =
        counts.values().stream()
            .sorted(Comparator.reverseOrder())
            .limit(10)
            .mapToLong(Long::longValue)
            .sum();
    return (double) ten / sentences.size();
  }

  /** Words of R that only one stratum has, and how many of them S_1 has. */
  private static void strata(Path out, List<String> drawn, Map<String, Double> values) {
    CorpusReader corpus = CorpusReader.open(out + "/corpus");
    List<String> names = corpus.corpus().strata();
    Map<Integer, Set<Integer>> having = new TreeMap<>();
    for (BlockRef ref : corpus.blocks(Part.REAL)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        for (int token : block.sentence(i)) {
          having.computeIfAbsent(token, t -> new TreeSet<>()).add(block.stratum(i));
        }
      }
    }
    Set<String> alive = new HashSet<>();
    drawn.forEach(sentence -> alive.addAll(List.of(sentence.split(" "))));
    assertThat(names).hasSizeGreaterThan(1);
    for (int s = 0; s < names.size(); s++) {
      Set<Integer> only = Set.of(s);
      List<String> own =
          having.entrySet().stream()
              .filter(entry -> entry.getValue().equals(only))
              .map(entry -> corpus.vocabulary().word(entry.getKey()))
              .toList();
      String key = "1syntheticretention-1stratum=" + names.get(s);
      if (own.isEmpty()) {
        assertThat(values).doesNotContainKey(key);
      } else {
        close(values, key, (double) own.stream().filter(alive::contains).count() / own.size());
      }
    }
  }

  /** Words of the even documents of R that its odd documents have too. */
  private static void halves(Path out, RunFacts facts) throws IOException {
    CorpusReader corpus = CorpusReader.open(out + "/corpus");
    assertThat(corpus.corpus().part(Part.REAL).documents()).isGreaterThan(32);
    List<Set<Integer>> words = List.of(new HashSet<>(), new HashSet<>());
    for (BlockRef ref : corpus.blocks(Part.REAL)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        for (int token : block.sentence(i)) {
          words.get(block.document(i) % 2).add(token);
        }
      }
    }
    int even = words.get(0).size();
    words.get(0).retainAll(words.get(1));
    assertThat(facts.baselines())
        .containsExactly(
            new Measurement(
                "retention-1", Subject.TRAINING, "all", (double) words.get(0).size() / even));
  }

  /** S_1 of an order-3 model has no new pair; test has words and pairs that R does not have. */
  private static void excess(Path out, List<String> real, Map<String, Double> values) {
    CorpusReader corpus = CorpusReader.open(out + "/corpus");
    for (int n = 1; n <= 2; n++) {
      Set<List<String>> known = new HashSet<>();
      for (String sentence : real) {
        known.addAll(grams(List.of(sentence.split(" ")), n));
      }
      long all = 0;
      long novel = 0;
      for (BlockRef ref : corpus.blocks(Part.TEST)) {
        SentenceBlock block = CorpusReader.read(ref);
        for (int i = 0; i < block.sentences(); i++) {
          List<String> words = new ArrayList<>();
          for (int token : block.sentence(i)) {
            words.add(corpus.vocabulary().word(token));
          }
          for (List<String> gram : grams(words, n)) {
            all++;
            novel += known.contains(gram) ? 0 : 1;
          }
        }
      }
      close(values, "1syntheticexcess-novel-" + n + "all", -(double) novel / all);
    }
  }

  private static List<List<String>> grams(List<String> words, int n) {
    List<List<String>> grams = new ArrayList<>();
    for (int end = n; end <= words.size(); end++) {
      grams.add(words.subList(end - n, end));
    }
    return grams;
  }

  private static List<String> drawn(Path out, int generation) {
    SentenceReplay text =
        SentenceReplay.open(ExperimentRun.folder(out.toString()), "base", 0, generation);
    List<String> sentences = new ArrayList<>();
    text.sentences(0, text.units(), sentences::add);
    return sentences;
  }

  private static void close(Map<String, Double> values, String name, double expected) {
    assertThat(values)
        .hasEntrySatisfying(name, v -> assertThat(v).isCloseTo(expected, within(1e-12)));
  }
}
