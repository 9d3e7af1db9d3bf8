package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.RunFacts;
import ouroboros.text.CorpusException;

/** A corpus with more strata than are followed one by one. */
@Tag("spark")
class ManyStrataTest {
  @TempDir Path folder;

  /** Stratum s has a word of its own and 3 documents; the first two have 30. */
  private Path spec(int strata) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int s = 0; s < strata; s++) {
      for (int i = 0; i < (s < 2 ? 30 : 3); i++) {
        lines.add(
            """
            {"id": "%d-%d", "stratum": "author %d", "text": "we all share this. own%d it is."}"""
                .formatted(s, i, s, s));
      }
    }
    Path corpus = Files.write(folder.resolve("corpus.jsonl"), lines);
    return Files.writeString(
        folder.resolve("strata.yaml"),
        """
        name: strata
        seed: 1
        corpus: {source: %s, split: {real: 0.8, reserve: 0, guard: 0, test: 0.2}}
        family: {kind: ngram, order: 2, smoothing: {kind: none}}
        policy: {kind: replace}
        generations: 1
        replicates: 1
        metrics: [vocabulary-retention, stratum-share, perplexity]
        metric-order: 2
        evaluation: {order: 2, max-strata: 2}
        """
            .formatted(corpus));
  }

  @Test
  void theOthersAreOneScope() throws IOException {
    Path out = folder.resolve("out");
    RunFacts facts = Runs.run(Runs.session(), spec(40), out);
    List<String[]> rows =
        Files.readAllLines(out.resolve("metrics.csv")).stream()
            .skip(1)
            .map(line -> line.split(","))
            .toList();
    assertThat(rows.stream().map(row -> row[5]).distinct())
        .containsExactlyInAnyOrder(
            "all", "stratum=author 0", "stratum=author 1", "stratum=(others)");
    Map<String, Double> shares =
        rows.stream()
            .filter(row -> row[2].equals("1") && row[3].equals("stratum-share"))
            .collect(Collectors.toMap(row -> row[5], row -> Double.parseDouble(row[6])));
    assertThat(shares.values().stream().mapToDouble(share -> share).sum()).isCloseTo(1, within());
    // Of 174 documents 60 are of the two authors: the others write two thirds of R.
    assertThat(shares.get("stratum=(others)")).isBetween(0.5, 0.8);
    assertThat(facts.counted()).containsEntry("strata without a scope of their own", 38L);
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-6);
  }

  @Test
  void moreThanAHundredThousandAreRefusedOnce() throws IOException {
    Path spec = spec(0);
    StringBuilder lines = new StringBuilder();
    for (int s = 0; s <= 100_000; s++) {
      lines.append("{\"id\": \"%d\", \"stratum\": \"s%d\", \"text\": \"a b.\"}\n".formatted(s, s));
    }
    Files.writeString(folder.resolve("corpus.jsonl"), lines);
    assertThatThrownBy(() -> Runs.run(Runs.session(), spec, folder.resolve("out")))
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            "corpus.stratum: more than 100000 strata in the field \"stratum\"; is it an id?"
                + " Name a field with fewer values, or leave the key out");
  }
}
