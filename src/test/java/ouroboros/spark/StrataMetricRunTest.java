package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.metric.sentence.NaiveBayes;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/** The metrics of strata in whole runs, compared with a search through the text itself. */
@Tag("spark")
class StrataMetricRunTest {
  @TempDir Path folder;

  @Test
  void recallIsThatOfAClassifierTrainedOnTheTextAndTheSameForAnyParts() throws IOException {
    Runs runs = new Runs(folder);
    Path spec =
        runs.spec(
            "strata",
            """
            family: {kind: ngram-mixture, by: stratum, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 1
            metric-order: 1
            metrics: [rare-recall, rare-recall-logistic, style-sd, style-tail-low, style-tail-high]
            evaluation: {order: 1, every: 9}
            """);
    // Guard must have several strata.
    String[] split = {"corpus.split.reserve=0.5", "corpus.split.guard=0.2"};
    Path one = runs.out("one");
    Runs.run(Runs.session("local[2]", Map.of("spark.default.parallelism", "5")), spec, one, split);
    Path many = runs.out("many");
    Runs.run(Runs.session(), spec, many, split);
    assertThat(Runs.hashes(many)).isEqualTo(Runs.hashes(one));

    CorpusReader corpus = CorpusReader.open(one + "/corpus");
    Vocabulary vocabulary = corpus.vocabulary();
    List<String> strata = corpus.corpus().strata();
    long[][] words = new long[strata.size()][vocabulary.realEnd()];
    long[] sentences = new long[strata.size()];
    for (BlockRef ref : corpus.blocks(Part.REAL)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        for (int word : block.sentence(i)) {
          words[block.stratum(i)][word]++;
        }
        sentences[block.stratum(i)]++;
      }
    }
    NaiveBayes classifier = NaiveBayes.of(words, sentences, Vocabulary.FIRST_WORD);
    long[][] found = new long[strata.size()][2];
    for (BlockRef ref : corpus.blocks(Part.TEST)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        int[] sentence = block.sentence(i);
        int taken = classifier.stratum(sentence, 0, sentence.length);
        found[block.stratum(i)][0] += taken == block.stratum(i) ? 1 : 0;
        found[block.stratum(i)][1]++;
      }
    }
    List<Map<String, String>> rows = Runs.rows(one.resolve("metrics.csv"));
    for (int s = 0; s < strata.size(); s++) {
      String scope = "stratum=" + strata.get(s);
      List<String> values =
          rows.stream()
              .filter(row -> row.get("metric").equals("rare-recall"))
              .filter(row -> row.get("subject").equals("training"))
              .filter(row -> row.get("scope").equals(scope))
              .map(row -> row.get("value"))
              .toList();
      if (found[s][1] == 0) {
        assertThat(values).isEmpty();
      } else {
        assertThat(values).containsExactly(String.valueOf((double) found[s][0] / found[s][1]));
      }
    }
    assertThat(rows)
        .extracting(row -> row.get("metric") + " " + row.get("subject"))
        .contains(
            "rare-recall synthetic",
            "rare-recall-logistic synthetic",
            "rare-recall-logistic training",
            "style-sd synthetic",
            "style-sd training");
  }
}
