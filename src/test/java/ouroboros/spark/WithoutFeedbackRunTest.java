package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.LedgerCheck;
import ouroboros.experiment.store.StoredRun;

/** Controls: the recipe of a policy with S_1, S_2 .. all drawn from M_0. */
@Tag("spark")
class WithoutFeedbackRunTest {
  private static final String CONTROL = "policy=accumulate(feedback=false)";

  @TempDir static Path folder;
  private static Path sentences;
  private static Path documents;

  @BeforeAll
  static void run() throws IOException {
    Runs runs = new Runs(folder);
    String sweep =
        """
        policy: {kind: replace}
        generations: 3
        replicates: 2
        sweep:
          policy: [{kind: frozen}, {kind: accumulate}, {kind: accumulate, feedback: false}]
        """;
    Path text =
        runs.spec(
            "text",
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            metric-order: 2
            metrics: [tokens, types-n, vocabulary-retention, novel-n]
            """
                + sweep);
    Path vectors =
        runs.spec(
            "vectors",
            """
            family: {kind: gaussian-mixture, components: 2, features: {dimension: 3}}
            metrics: [variance-ratio, log-likelihood]
            """
                + sweep);
    sentences = runs.out("sentences");
    documents = runs.out("documents");
    Runs.run(Runs.session(), text, sentences);
    Runs.run(Runs.session(), vectors, documents);
  }

  @Test
  void everySyntheticCorpusIsThatOfFrozen() throws IOException {
    Map<String, String> control = metrics(sentences, CONTROL, "synthetic");
    assertThat(control)
        .hasSizeGreaterThan(5)
        .isEqualTo(metrics(sentences, "policy=frozen", "synthetic"));
    assertThat(metrics(sentences, "policy=accumulate", "synthetic")).isNotEqualTo(control);
  }

  /** A mixture is fitted from the one before on, so M_g of frozen is only nearly M_0. */
  @Test
  void syntheticDocumentsAreNearlyThoseOfFrozen() throws IOException {
    Map<String, String> frozen = metrics(documents, "policy=frozen", "synthetic");
    Map<String, String> control = metrics(documents, CONTROL, "synthetic");
    assertThat(control).hasSizeGreaterThan(5).hasSameSizeAs(frozen);
    control.forEach(
        (key, value) ->
            assertThat(Double.parseDouble(value))
                .as(key)
                .isCloseTo(Double.parseDouble(frozen.get(key)), within(.001)));
    assertThat(metrics(documents, "policy=accumulate", "synthetic").get("3 0 variance-ratio"))
        .isNotEqualTo(control.get("3 0 variance-ratio"));
  }

  @Test
  void theTrainingSetLeavesThatOfThePolicyWithFeedbackAtGenerationTwo() throws IOException {
    Map<String, String> fed = metrics(sentences, "policy=accumulate", "training");
    Map<String, String> control = metrics(sentences, CONTROL, "training");
    assertThat(control.keySet()).isEqualTo(fed.keySet());
    control.forEach(
        (key, value) -> {
          if (key.startsWith("0") || key.startsWith("1")) {
            assertThat(value).as(key).isEqualTo(fed.get(key));
          }
        });
    assertThat(control.get("3 1 vocabulary-retention")).isEqualTo("1.0");
    assertThat(control.get("3 1 tokens")).isNotEqualTo(fed.get("3 1 tokens"));
  }

  @Test
  void theControlHasALaw() throws IOException {
    Map<String, String> control = expected(CONTROL);
    Map<String, String> frozen = expected("policy=frozen");
    for (int g = 1; g <= 3; g++) {
      assertThat(control.get("synthetic " + g))
          .isNotEmpty()
          .isEqualTo(frozen.get("synthetic " + g));
      assertThat(control.get("training " + g)).isEqualTo("1.0");
    }
    assertThat(expected("policy=accumulate").get("synthetic 3"))
        .isNotEqualTo(control.get("synthetic 3"));
  }

  @Test
  void findingsAreComparedWithTheControl() throws IOException {
    List<String> baselines = new ArrayList<>();
    for (Map<String, String> row : Runs.rows(sentences.resolve("onsets.csv"))) {
      if (row.get("subject").equals("training")) {
        baselines.add(row.get("cell") + " " + row.get("baseline"));
      }
    }
    assertThat(baselines).isNotEmpty().containsOnly("policy=accumulate " + CONTROL);
    assertThat(Runs.rows(sentences.resolve("verdicts.csv")))
        .filteredOn(row -> row.get("cell").equals(CONTROL))
        .hasSize(8)
        .allMatch(row -> row.get("reason").endsWith("it is the control of another"));
  }

  /** "subject generation" to the law of the retention of the vocabulary. */
  private static Map<String, String> expected(String cell) throws IOException {
    Map<String, String> laws = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(sentences.resolve("summary.csv"))) {
      if (row.get("cell").equals(cell)
          && row.get("scope").equals("all")
          && row.get("metric").equals("vocabulary-retention")) {
        laws.put(row.get("subject") + " " + row.get("generation"), row.get("expected"));
      }
    }
    return laws;
  }

  @Test
  void itsSentencesAreDrawnAgainAndItsLedgerIsRight() {
    List<String> control = drawn(CONTROL);
    assertThat(control).hasSizeGreaterThan(50).isEqualTo(drawn("policy=frozen"));
    assertThat(drawn("policy=accumulate")).isNotEqualTo(control);
    for (Path out : List.of(sentences, documents)) {
      StoredRun run = StoredRun.open(ExperimentRun.folder(out.toString()));
      List<String> lines = new ArrayList<>();
      assertThat(LedgerCheck.of(run, lines::add).problems()).isEmpty();
      assertThat(lines)
          .anyMatch(line -> line.startsWith(CONTROL + " replicate 1 generation 3: S_3, depth 1,"))
          .anyMatch(
              line -> line.startsWith("policy=accumulate replicate 1 generation 3: S_3, depth 3,"));
    }
  }

  private static List<String> drawn(String cell) {
    SentenceReplay replay =
        SentenceReplay.open(ExperimentRun.folder(sentences.toString()), cell, 1, 3);
    List<String> lines = new ArrayList<>();
    replay.sentences(0, replay.units(), lines::add);
    return lines;
  }

  /** "generation replicate metric" to value. */
  private static Map<String, String> metrics(Path out, String cell, String subject)
      throws IOException {
    Map<String, String> values = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      if (row.get("cell").equals(cell) && row.get("subject").equals(subject)) {
        values.put(
            row.get("generation")
                + " "
                + row.get("replicate")
                + " "
                + row.get("metric")
                + (row.get("scope").equals("all") ? "" : " " + row.get("scope")),
            row.get("value"));
      }
    }
    return values;
  }
}
