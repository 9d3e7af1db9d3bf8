package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
