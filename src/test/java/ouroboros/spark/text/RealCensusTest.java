package ouroboros.spark.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.config.SpecFile;
import ouroboros.law.Census;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.Source;
import ouroboros.spark.PreparationSession;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.prepare.Preparation;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/** The census, compared with a count of the same sentences one by one. */
@Tag("spark")
class RealCensusTest {
  @TempDir Path folder;

  private record Sentence(int[] tokens, long period) {}

  @Test
  void countsSentencesOfRealTextAndSlicesInBothOrders() throws IOException {
    SparkSession spark = PreparationSession.session();
    String text =
        PreparationSession.lines(0, 300)
            .replaceAll("(?m)w3 and", "w3, w3, w3 and")
            .replaceAll("\"year\":1904,", "");
    PreparationSession.write(folder.resolve("a.jsonl"), text);
    Experiment experiment =
        SpecFile.parse(
            "x.yaml",
            """
            name: census
            seed: 3
            corpus:
              source: %s
              period: year
              split: {real: 0.2, reserve: 0.7, guard: 0.05, test: 0.05}
            family: {kind: ngram, order: 1}
            policy: {kind: replace}
            generations: 2
            sweep:
              policy:
                - {kind: fresh-disjoint}
                - {kind: fresh, real: {units: 17}, order-by: period}
            """
                .formatted(folder.resolve("a.jsonl")),
            List.of());
    String prepared = folder.resolve("corpus").toString();
    Preparation.prepare(spark, experiment.corpus(), experiment.seed(), prepared);
    CorpusReader corpus = CorpusReader.open(prepared);
    Census census =
        RealCensus.of(
            experiment,
            UnitSizes.of(corpus.corpus()),
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            corpus);

    int end = corpus.vocabulary().realEnd();
    assertThat(census.inSentences()).containsKeys(1, 3);
    census.inSentences().forEach((m, of) -> assertThat(pairs(of)).isEqualTo(held(corpus, m, end)));
    long whole = sentences(corpus, Part.RESERVE).size() / sentences(corpus, Part.REAL).size();
    assertThat(census.slices()).hasSize((int) whole + 2);
    census.slices().forEach((slice, of) -> assertThat(pairs(of)).isEqualTo(in(corpus, slice, end)));
  }

  /** Sentence by sentence: thirds of R, and the two strata. */
  @Test
  void countsThePartsOfRealTextThatMembersStartFrom() throws IOException {
    SparkSession spark = PreparationSession.session();
    PreparationSession.write(folder.resolve("b.jsonl"), PreparationSession.lines(0, 300));
    Experiment experiment =
        SpecFile.parse(
            "x.yaml",
            """
            name: census
            seed: 3
            corpus: {source: %s, stratum: year}
            family: {kind: ngram, order: 1, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 2
            sweep:
              ecosystem:
                - {members: 3, real: disjoint}
                - {members: [{real: {stratum: "1903"}}, {real: {stratum: "1901"}}], real: stratum}
                - {members: 2, real: shared}
            """
                .formatted(folder.resolve("b.jsonl")),
            List.of());
    String prepared = folder.resolve("corpus-of-parts").toString();
    Preparation.prepare(spark, experiment.corpus(), experiment.seed(), prepared);
    CorpusReader corpus = CorpusReader.open(prepared);
    Census census =
        RealCensus.of(
            experiment,
            UnitSizes.of(corpus.corpus()),
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            corpus);
    int end = corpus.vocabulary().realEnd();
    List<Map<Integer, Long>> expected = new ArrayList<>();
    List<int[]> all = sentences(corpus, Part.REAL).stream().map(s -> s.tokens).toList();
    for (int k = 0; k < 3; k++) {
      expected.add(occurrences(all.subList(all.size() * k / 3, all.size() * (k + 1) / 3), end));
    }
    for (String stratum : List.of("1903", "1901")) {
      expected.add(occurrences(ofStratum(corpus, stratum), end));
    }
    assertThat(census.slices().values().stream().map(RealCensusTest::pairs))
        .hasSize(5)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<int[]> ofStratum(CorpusReader corpus, String name) {
    int number = corpus.corpus().strata().indexOf(name);
    List<int[]> sentences = new ArrayList<>();
    for (BlockRef ref : corpus.blocks(Part.REAL)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        if (block.stratum(i) == number) {
          sentences.add(block.sentence(i));
        }
      }
    }
    assertThat(sentences).isNotEmpty();
    return sentences;
  }

  private static Map<Integer, Long> occurrences(List<int[]> sentences, int end) {
    TreeMap<Integer, Long> occurrences = new TreeMap<>();
    for (int[] sentence : sentences) {
      types(sentence, end).forEach((type, n) -> occurrences.merge(type, n, Long::sum));
    }
    return occurrences;
  }

  private static Map<Integer, Long> pairs(Census.Occurrences of) {
    TreeMap<Integer, Long> pairs = new TreeMap<>();
    for (int i = 0; i < of.types().length; i++) {
      pairs.put(of.types()[i], of.numbers()[i]);
    }
    assertThat(pairs).hasSize(of.types().length);
    return pairs;
  }

  private static Map<Integer, Long> held(CorpusReader corpus, int m, int end) {
    TreeMap<Integer, Long> sentences = new TreeMap<>();
    for (Sentence sentence : sentences(corpus, Part.REAL)) {
      types(sentence.tokens, end)
          .forEach(
              (type, times) -> {
                if (times == m) {
                  sentences.merge(type, 1L, Long::sum);
                }
              });
    }
    return sentences;
  }

  private static Map<Integer, Long> in(
      CorpusReader corpus, ouroboros.policy.RecipeLine slice, int end) {
    List<Sentence> all = sentences(corpus, Part.RESERVE);
    if (((Source.Reserve) slice.source()).order() == Policy.OrderBy.PERIOD) {
      all.sort(
          Comparator.comparingLong(s -> s.period == Integer.MIN_VALUE ? Long.MAX_VALUE : s.period));
    }
    int from = (int) ((Choice.Slice) slice.take()).from();
    TreeMap<Integer, Long> occurrences = new TreeMap<>();
    for (Sentence sentence : all.subList(from, from + (int) slice.units())) {
      types(sentence.tokens, end).forEach((type, n) -> occurrences.merge(type, n, Long::sum));
    }
    return occurrences;
  }

  private static Map<Integer, Long> types(int[] tokens, int end) {
    TreeMap<Integer, Long> types = new TreeMap<>();
    Arrays.stream(tokens)
        .filter(token -> token >= Vocabulary.FIRST_WORD && token < end)
        .forEach(token -> types.merge(token, 1L, Long::sum));
    return types;
  }

  private static List<Sentence> sentences(CorpusReader corpus, Part part) {
    List<Sentence> sentences = new ArrayList<>();
    for (BlockRef ref : corpus.blocks(part)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        sentences.add(new Sentence(block.sentence(i), block.period(i)));
      }
    }
    return sentences;
  }
}
