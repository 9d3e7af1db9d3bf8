package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.text.Sha256;

/** {@code audit} follows training sets back to files and checks rules. */
@Tag("spark")
class AuditRunTest {
  private static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      generations: 3
      metrics: [tokens]
      sweep:
        policy: [{kind: replace}, {kind: accumulate}, {kind: frozen}]
      """;

  @TempDir static Path folder;
  private static Path out;

  @BeforeAll
  static void run() throws IOException {
    Runs runs = new Runs(folder);
    out = runs.out("audit");
    Answer run = Answer.of("run", runs.spec("audit", LINES).toString(), "--out", out.toString());
    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void theChainEndsAtFilesThatPeopleWrote() throws IOException {
    Answer audit = Answer.of("audit", out.toString());
    assertThat(audit.code()).isZero();
    Path source = folder.resolve("small.jsonl");
    assertThat(audit.out())
        .contains(
            "people wrote small.jsonl, "
                + Files.size(source)
                + " bytes, sha256 "
                + Sha256.hex(Files.readAllBytes(source)))
        .contains("policy=replace: the deepest chain has 3 models between people and T_3")
        .contains("policy=frozen: the deepest chain has 0 models between people and T_0");
  }

  @Test
  void theFirstGenerationThatBreaksARuleIsNamed() {
    Answer audit = Answer.of("audit", out.toString(), "--require", "contamination<=0.6; depth<=2");
    assertThat(audit.code()).isEqualTo(1);
    assertThat(audit.out())
        .contains(
            "policy=replace replicate 0 generation 1 breaks contamination<=0.6: contamination is"
                + " 1.000000")
        .contains("policy=accumulate replicate 0 generation 2 breaks contamination<=0.6")
        .contains("policy=replace replicate 0 generation 3 breaks depth<=2: depth is 3")
        .doesNotContain("generation 3 breaks contamination")
        .doesNotContain("policy=frozen replicate 0 generation 1 breaks");
  }

  @Test
  void rulesThatAreKeptAreSaidToBe() {
    Answer audit = Answer.of("audit", out.toString(), "--require", "depth<=3");
    assertThat(audit.code()).isZero();
    assertThat(audit.out()).endsWith("every ledger adds up; every rule is kept\n");
    assertThat(Answer.of("audit", out.toString(), "--require", "deep<=3")).returns(2, Answer::code);
  }

  /** Nothing passes a review of the pool unseen, unless the rest may pass. */
  @Test
  void whatPassedAReviewOfThePoolWasReviewed() throws IOException {
    Runs runs = new Runs(folder);
    String review =
        "{kind: review, applies-to: pool, budget: 30, by: {critic: {keep: [0.1, 0.9]}, error: 0.1},"
            + " rest: %s}";
    String lines =
        """
        family: {kind: ngram, order: 2, smoothing: {kind: none}}
        policy: {kind: mixture, real-share: 0.5}
        generations: 1
        metrics: [tokens]
        sweep:
          safeguards: [[%s], [%s]]
        """
            .formatted(review.formatted("drop"), review.formatted("pass"));
    Path reviewed = runs.out("reviewed");
    Answer run =
        Answer.of("run", runs.spec("reviewed", lines).toString(), "--out", reviewed.toString());
    assertThat(run.code()).as(run.err()).isZero();
    Answer audit = Answer.of("audit", reviewed.toString(), "--require", "reviewed=all");
    assertThat(audit.code()).isEqualTo(1);
    assertThat(audit.out().lines().filter(line -> line.contains(" breaks reviewed=all")))
        .hasSize(1)
        .allMatch(line -> line.contains("rest=pass"));
  }

  private static Map<String, Integer> descending(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("audit", out.toString(), "--cell", "policy=accumulate"));
    all.addAll(List.of(arguments));
    Answer audit = Answer.of(all.toArray(String[]::new));
    assertThat(audit.code()).as(audit.err()).isZero();
    Map<String, Integer> found = new TreeMap<>();
    for (String line : audit.out().split("\n")) {
      String[] fields = line.trim().split(" +");
      if (fields[0].startsWith("S_")) {
        found.put(fields[0] + " tokens", Integer.parseInt(fields[1].replace(",", "")));
        found.put(fields[0] + " followed", Integer.parseInt(fields[2].replace(",", "")));
        found.put(fields[0], Integer.parseInt(fields[3].replace(",", "")));
      }
    }
    return found;
  }

  private static Path traced(String name, String tokens) {
    Path table = folder.resolve(name);
    Answer trace =
        Answer.of(
            "trace",
            out.toString(),
            "--cell",
            "policy=accumulate",
            "--generation",
            "3",
            "--tokens",
            tokens,
            "--table",
            table.toString());
    assertThat(trace.code()).as(trace.err()).isZero();
    return table;
  }

  /** Every token descends from one stratum, so the strata add up to all tokens. */
  @Test
  void everyTokenDescendsFromOneStratum() {
    String table = traced("all.csv", "1000000").toString();
    int sum = 0;
    Map<String, Integer> last = Map.of();
    String stratum = "";
    for (String each : strata()) {
      stratum = "stratum=" + each;
      last = descending("--descendants", stratum, "--trace", table);
      sum += last.get("S_3");
    }
    assertThat(sum).isEqualTo(last.get("S_3 tokens")).isEqualTo(last.get("S_3 followed"));
    assertThat(descending("--descendants", stratum, "--tokens", "1000000"))
        .containsAllEntriesOf(last)
        .containsKeys("S_1", "S_2");
  }

  private static List<String> strata() {
    return PreparationRun.corpus(out.resolve("corpus").toString()).strata();
  }

  /** A sample of all tokens of S_3 is the sample of trace, so its table says the same. */
  @Test
  void aTableOfTraceGivesTheSameAsFollowing() throws IOException {
    Path table = traced("trace.csv", "300");
    Map<String, String> first =
        Runs.rows(table).stream()
            .filter(row -> "1".equals(row.get("sampled")))
            .findFirst()
            .orElseThrow();
    String document = "document=" + first.get("document");
    Map<String, Integer> read = descending("--descendants", document, "--trace", table.toString());
    Map<String, Integer> followed = descending("--descendants", document, "--tokens", "300");
    assertThat(read).containsEntry("S_3 followed", 300).doesNotContainKey("S_2");
    assertThat(followed).containsAllEntriesOf(read).containsKey("S_1");
    assertThat(read.get("S_3")).isPositive();
  }

  @Test
  void whatIsNotInTheCorpusIsRefused() {
    String cell = "policy=replace";
    assertThat(
            Answer.of("audit", out.toString(), "--cell", cell, "--descendants", "stratum=nobody"))
        .returns(2, Answer::code);
    assertThat(
            Answer.of("audit", out.toString(), "--cell", cell, "--descendants", "document=99999"))
        .returns(2, Answer::code);
    assertThat(Answer.of("audit", out.toString(), "--cell", cell, "--descendants", "author"))
        .returns(2, Answer::code);
  }

  /** Before anything is printed. */
  @Test
  void optionsOfDescendantsNeedIt() {
    assertThat(Answer.of("audit", out.toString(), "--cell", "policy=replace"))
        .returns(2, Answer::code)
        .returns("", Answer::out);
  }
}
