package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.CorpusException;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/** R of the past, a reserve of what came later, and test of all periods. */
@Tag("spark")
class PeriodRunTest {
  private static final int UNTIL = 1919;
  private static final int YEARS = 40;

  @TempDir Path folder;

  /** Every year has words of its own, and some of the year before. */
  private Path spec(String corpus) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int year = 1900; year < 1900 + YEARS; year++) {
      for (int i = 0; i < 10; i++) {
        lines.add(
            """
            {"id": "%d-%d", "of": "%s", "year": %d, "text": "in w%d we say x%d. and w%d too."}\
            """
                .formatted(year, i, i < 8 ? "press" : "other", year, year, i, year - 1));
      }
    }
    Path file = Files.write(folder.resolve("corpus.jsonl"), lines);
    return Files.writeString(
        folder.resolve("periods.yaml"),
        """
        name: periods
        seed: 3
        corpus: {source: %s, stratum: of, %s, period: year}
        family: {kind: ngram, order: 2, smoothing: {kind: none}}
        policy: {kind: replace}
        generations: 2
        replicates: 1
        metrics: [perplexity, oov-rate]
        metric-order: 1
        evaluation: {order: 2}
        sweep:
          policy: [{kind: frozen}, {kind: fresh, real: {share: 0.4}, order-by: period}]
        """
            .formatted(file, corpus));
  }

  private static final String SPLIT =
      "strata: [press], split: {real: 0.4, reserve: 0.2, guard: 0.1, test: 0.3, real-until: "
          + UNTIL
          + "}";

  @Test
  void wordsOfLaterYearsAreUnknownUntilTheyAreRead() throws IOException {
    Path spec = spec(SPLIT);
    Path out = folder.resolve("one");
    Runs.run(Runs.session("local[2]", Map.of("spark.default.parallelism", "5")), spec, out);
    Path again = folder.resolve("two");
    Runs.run(Runs.session(), spec, again);
    assertThat(Runs.hashes(again)).isEqualTo(Runs.hashes(out));

    CorpusReader corpus = CorpusReader.open(out + "/corpus");
    assertThat(corpus.corpus().strata()).hasSize(1);
    assertThat(periods(corpus, Part.REAL)).allMatch(year -> year <= UNTIL);
    assertThat(periods(corpus, Part.RESERVE)).isNotEmpty().allMatch(year -> year > UNTIL);
    assertThat(periods(corpus, Part.TEST)).anyMatch(year -> year <= UNTIL);
    assertThat(periods(corpus, Part.TEST)).anyMatch(year -> year > UNTIL);

    // In every period: the share of the test tokens whose word R does not have.
    Set<Integer> known = new HashSet<>();
    for (BlockRef ref : corpus.blocks(Part.REAL)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        for (int word : block.sentence(i)) {
          known.add(word);
        }
      }
    }
    Map<Long, long[]> found = new TreeMap<>();
    for (BlockRef ref : corpus.blocks(Part.TEST)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        long[] tally = found.computeIfAbsent(block.period(i), p -> new long[2]);
        for (int word : block.sentence(i)) {
          tally[0] += word == Vocabulary.UNK || !known.contains(word) ? 1 : 0;
          tally[1]++;
        }
      }
    }
    Map<String, Double> frozen = rows(out, "policy=frozen", 0, "oov-rate");
    assertThat(frozen).hasSize(found.size());
    found.forEach(
        (year, tally) ->
            assertThat(frozen).containsEntry("period=" + year, (double) tally[0] / tally[1]));

    // Under fresh the years after R become less surprising; under frozen nothing changes.
    String first =
        "period="
            + periods(corpus, Part.TEST).stream().filter(y -> y > UNTIL).findFirst().orElseThrow();
    String fresh = "policy=fresh(real.share=0.4,order-by=period)";
    assertThat(rows(out, fresh, 2, "perplexity").get(first))
        .isLessThan(rows(out, fresh, 0, "perplexity").get(first));
    assertThat(rows(out, "policy=frozen", 2, "perplexity"))
        .isEqualTo(rows(out, "policy=frozen", 0, "perplexity"))
        .hasSize(found.size());
  }

  @Test
  void aStratumThatNoSentenceHasIsRefused() throws IOException {
    Path one = spec("strata: [press, pres]");
    assertThatThrownBy(() -> Runs.run(Runs.session(), one, folder.resolve("one")))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("corpus.strata: no sentence is in the stratum \"pres\"");
    Path none = spec("strata: [pres]");
    assertThatThrownBy(() -> Runs.run(Runs.session(), none, folder.resolve("none")))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("corpus.strata is [pres]: none of 400 documents is in one of them");
  }

  @Test
  void anEndBeforeAllTextIsRefused() throws IOException {
    Path early = spec("split: {real-until: 1850}");
    assertThatThrownBy(() -> Runs.run(Runs.session(), early, folder.resolve("early")))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("real (share 0.6, until the period 1850) has no sentence");
  }

  private static Set<Long> periods(CorpusReader corpus, Part part) {
    Set<Long> periods = new TreeSet<>();
    for (BlockRef ref : corpus.blocks(part)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        periods.add(block.period(i));
      }
    }
    return periods;
  }

  private static Map<String, Double> rows(Path out, String cell, int generation, String metric)
      throws IOException {
    Map<String, Double> values = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      if (row.get("cell").equals(cell)
          && row.get("generation").equals(String.valueOf(generation))
          && row.get("metric").equals(metric)
          && row.get("scope").startsWith("period=")) {
        values.put(row.get("scope"), Double.valueOf(row.get("value")));
      }
    }
    return values;
  }
}
